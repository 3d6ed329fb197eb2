import { readEnvironment } from "@dat/core/adapter";
import { readFile } from "../host.ts";
import { type Command, EXIT, FLAG, TEXT, UsageError } from "./command.ts";
import { type EnvironmentReport, examineEnvironment, WEBHOOK_VARIABLES } from "./examine-environment.ts";
import { examineSpool, type SpoolReport } from "./examine-spool.ts";
import { examineWebhook, type WebhookReport } from "./examine-webhook.ts";
import { showDiagnosis } from "./show-diagnosis.ts";

const HELP = `dat doctor [--spool PATH] [--json]: check the environment, each webhook and a spool; posts nothing, shows no secret

  --spool PATH  also look into this spool, without changing it
  --json        print what was found as JSON

Each webhook is asked by one GET: fine, dead, wrong token, unreachable, or no webhook URL. Of a variable only its name is
shown and whether it is set.
Exit codes: 0 alerts would arrive, 1 something is wrong, 64 wrong usage.`;

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

/** `dat doctor`. */
export const doctor: Command = {
	help: HELP,
	options: { json: FLAG, spool: TEXT },
	run: async ({ values, positionals }) => {
		if (positionals.length > 0) throw new UsageError("dat doctor takes no words of its own; see dat doctor --help");
		if (values["spool"] === "") throw new UsageError("--spool is not usable; write the path of a file");
		const found = await diagnose(values["spool"] === undefined ? undefined : String(values["spool"]));
		process.stdout.write(values["json"] ? `${JSON.stringify(found)}\n` : showDiagnosis(found));
		return found.isFine ? EXIT.ok : EXIT.failed;
	},
};

async function diagnose(spoolPath: string | undefined): Promise<Diagnosis> {
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
		...checkVersion(),
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

function nameRuntime(): string {
	const { deno, bun, node } = process.versions as Record<string, string | undefined>;
	if (deno) return `Deno ${deno}`;
	return bun ? `Bun ${bun}` : `Node ${node}`;
}

/** As `engines` in package.json says. */
const LEAST_NODE = [22, 19] as const;

function checkVersion(): string[] {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const isOld = major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
	return isOld ? [`Node ${process.versions.node} is too old; install ${LEAST_NODE.join(".")} or later`] : [];
}
