// How many of 200 alerts arrive, for each way that a process can end, with and without the thread and the spool; writes the
// table of docs/crashes.md. `node bench/crashes.ts`, on the built packages. With some of the ways as words it counts these, and
// writes nothing.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";

const WAYS = [
	"natural end",
	"process.exit()",
	"uncaught exception, sync",
	"uncaught exception, async",
	"unhandled rejection",
	"stack overflow",
	"SIGTERM",
	"SIGINT",
	"endless loop",
	"process.abort()",
	"SIGKILL",
];

/** Nothing has arrived for so long: nothing will. A busy machine takes seconds to start a process. */
const QUIET_MS = 15_000;

/** What arrived of one run, and of the start after it. */
interface Count {
	readonly atOnce: number;
	readonly later: number;
	readonly twice: number;
}

async function count(way: string, thread: "on" | "off", hasSpool: boolean): Promise<Count> {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	const webhook = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
	const words = [thread, ...(hasSpool ? [join(mkdtempSync(join(tmpdir(), "dat-")), "spool.db")] : [])];
	const dying = start(webhook, [way, ...words]);
	await settle(dying, sandbox);
	const atOnce = new Set(arrived(sandbox)).size;
	if (hasSpool && atOnce < 200) await settle(start(webhook, ["wait", ...words]), sandbox);
	const all = arrived(sandbox);
	await server.close();
	return { atOnce, later: new Set(all).size - atOnce, twice: all.length - new Set(all).size };
}

function start(webhook: string, words: readonly string[]): ChildProcess {
	const program = new URL("./crash-program.ts", import.meta.url).pathname;
	return spawn(process.execPath, [program, ...words], {
		env: { ...process.env, DISCORD_WEBHOOK: webhook },
		stdio: "ignore",
	});
}

/** Until the process has ended, or all has arrived, or nothing comes any more. */
async function settle(child: ChildProcess, sandbox: Sandbox): Promise<void> {
	const exit = once(child, "exit").then(() => true);
	let seen = 0;
	let quietMs = 0;
	while (new Set(arrived(sandbox)).size < 200 && quietMs < QUIET_MS) {
		const tick = new Promise<false>((resolve) => setTimeout(resolve, 500, false));
		if (await Promise.race([exit, tick])) return;
		quietMs = arrived(sandbox).length === seen ? quietMs + 500 : 0;
		seen = arrived(sandbox).length;
	}
	child.kill("SIGKILL");
	await exit;
}

function arrived(sandbox: Sandbox): number[] {
	const embeds = sandbox.messages().flatMap(({ body }) => (body["embeds"] ?? []) as { readonly title: string }[]);
	return embeds.flatMap(({ title }) => Number(/alert (\d+)$/.exec(title)?.[1] ?? []));
}

function show({ atOnce, later, twice }: Count): string {
	return `${atOnce}${later > 0 ? ` + ${later}` : ""}${twice > 0 ? ` (${twice} twice)` : ""}`;
}

const asked = process.argv.slice(2);
const unknown = asked.find((way) => !WAYS.includes(way));
if (unknown !== undefined) throw new Error(`"${unknown}" is no way to die here; write some of ${WAYS.join(", ")}`);
const rows: string[] = [];
for (const way of asked.length > 0 ? asked : WAYS) {
	const cells: string[] = [];
	for (const thread of ["on", "off"] as const)
		for (const hasSpool of [false, true]) cells.push(show(await count(way, thread, hasSpool)));
	rows.push(`| ${way} | ${cells.join(" | ")} |`);
	console.log(rows.at(-1));
}
if (asked.length === 0) writeTable(rows);

function writeTable(lines: readonly string[]): void {
	const page = new URL("../docs/crashes.md", import.meta.url);
	const table = `<!-- table -->\n| | thread | thread, spool | no thread | no thread, spool |\n|---|---|---|---|---|\n${lines.join("\n")}\n<!-- /table -->`;
	writeFileSync(
		page,
		readFileSync(page, "utf8").replace(/<!-- table -->[\s\S]*<!-- \/table -->/, () => table),
	);
}
