import { readEnvironment } from "@dat/core/adapter";
import { readFile } from "../host.ts";
import { type EnvironmentReport, examineEnvironment, WEBHOOK_VARIABLES } from "./examine-environment.ts";
import { examineSpool, type SpoolReport } from "./examine-spool.ts";
import { examineWebhook, type WebhookReport } from "./examine-webhook.ts";
import { nameRuntime } from "./runtime.ts";

/** All that was looked at. */
export interface Diagnosis extends EnvironmentReport {
	/** `problems` is empty. */
	readonly isFine: boolean;
	/** `Node 24.11.0`. */
	readonly runtime: string;
	readonly webhooks: readonly (WebhookReport & { readonly channel: string; readonly variable: string })[];
	/** Whom a P0 pings; empty for nobody. */
	readonly p0Mention: string;
	readonly spool: SpoolReport | undefined;
}

/** Looks at the environment, asks each webhook once, and looks into the spool when there is one. */
export async function diagnose(spoolPath: string | undefined): Promise<Diagnosis> {
	const read = readEnvironment(process.env, readFile);
	const { variables, notes, problems: wrong } = examineEnvironment(process.env, read);
	const webhooks = await Promise.all(
		Object.entries(read.webhooks).map(async ([channel, url]) => {
			const variable = findVariable(channel);
			return { channel, variable, ...(await examineWebhook(url, variable)) };
		}),
	);
	const spool = spoolPath === undefined ? undefined : examineSpool(spoolPath);
	const sick = webhooks.filter(({ state }) => state !== "fine");
	const problems = [
		...wrong,
		...sick.map(({ variable, state, next }) => `${variable} is ${state}; ${next}`),
		...(spool?.problems ?? []),
	];
	const p0Mention = read.p0Mention ? (process.env["DISCORD_P0_MENTION"] ?? "").trim() : "@everyone";
	return {
		isFine: problems.length === 0,
		runtime: nameRuntime(),
		variables,
		webhooks,
		p0Mention,
		spool,
		problems,
		notes,
	};
}

/** The variable that a channel's webhook came from, in the order in which they are read. */
function findVariable(channel: string): string {
	const name = WEBHOOK_VARIABLES[channel] ?? channel;
	const names = channel === "default" ? [name, "DISCORD_WEBHOOK_URL"] : [name];
	return names.flatMap((each) => [each, `${each}_FILE`]).find((each) => process.env[each]?.trim()) ?? name;
}
