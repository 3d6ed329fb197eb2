import { isDatError, type ProbeReport } from "@dat/core";
import { readEnvironment } from "@dat/core/adapter";
import { readFile } from "../host.ts";
import { createNotifier } from "../notifier.ts";
import { type Command, EXIT } from "./command.ts";

const HELP = `dat doctor [--json]: check the environment and each webhook; posts nothing, shows no secret

Exit codes: 0 all is fine, 1 something is wrong, 64 wrong usage.`;

interface Diagnosis {
	readonly node: string;
	readonly problems: readonly string[];
	readonly report: ProbeReport | undefined;
}

/** `dat doctor`. */
export const doctor: Command = {
	help: HELP,
	options: { json: { type: "boolean" } },
	run: async ({ values }) => {
		const found = await diagnose();
		process.stdout.write(values["json"] ? `${JSON.stringify(found)}\n` : show(found));
		return found.problems.length > 0 ? EXIT.failed : EXIT.ok;
	},
};

async function diagnose(): Promise<Diagnosis> {
	const { problems: said, webhooks, enabled } = readEnvironment(process.env, readFile);
	const problems = [...said];
	if (enabled === false) problems.push("NOTIFY_DISCORD_ENABLED switches alerts off; unset it to send");
	if (Object.keys(webhooks).length === 0) problems.push("no webhook is set; set DISCORD_WEBHOOK");
	const report = await probe(problems);
	for (const [channel, { status, detail }] of Object.entries(report?.channels ?? {}))
		if (status !== "alive") problems.push(`${channel} is ${status}: ${detail}`);
	return { node: process.version, problems, report };
}

/** What the construction refuses is one more problem: it names the channel and never the URL. */
async function probe(problems: string[]): Promise<ProbeReport | undefined> {
	try {
		const notifier = createNotifier({ queue: { thread: false }, flushOnExit: false });
		const report = await notifier.probe();
		await notifier.close(1);
		return report;
	} catch (error) {
		if (!isDatError(error)) throw error;
		problems.push(error.message);
		return undefined;
	}
}

function show({ node, problems, report }: Diagnosis): string {
	const channels = Object.entries(report?.channels ?? {}).map(([name, { status }]) => `channel ${name}: ${status}`);
	const ping = report ? [`a P0 pings ${report.p0Mention || "nobody"}`] : [];
	return `${[`Node ${node}`, ...channels, ...ping, ...problems.map((text) => `wrong: ${text}`)].join("\n")}\n`;
}
