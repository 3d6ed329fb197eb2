// `pnpm soak --minutes 5`: mixed load through @dat/node (thread and spool) and through `dat relay`, while faults come and go.
// Records memory, handles and event-loop delay of both processes, and fails when something grows or the accounts do not add up.
// Writes docs/benchmarks/soak.json and its chart after 5 minutes or more; `--out FOLDER` writes there whatever the time.
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createSandbox, startServer } from "@dat/sandbox";
import { drawSoak } from "../chart/draw-soak.ts";
import { checkCounts, checkEndings, type Ended } from "./account.ts";
import { plan } from "./faults.ts";
import { countHandles, findGrowth } from "./judge.ts";
import { ORIGIN, openPages } from "./page.ts";
import { type Watched, watch } from "./process.ts";
import type { Counts, Point, Sample, SoakResults } from "./sample.ts";
import { countStored } from "./stored.ts";

const { values } = parseArgs({
	options: { minutes: { type: "string", default: "5" }, out: { type: "string" } },
});
const SETTLE_MS = 240_000;
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error("--minutes is none; write a number such as 5");

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
/** What the application says when it has stopped. */
interface Closing {
	readonly stats: Readonly<Record<string, number>>;
	readonly isFlushed: boolean;
	/** Of `notify`. */
	readonly calls: number;
	/** Raised again out of the spool, after a full queue had given them up. */
	readonly again: number;
	/** Given up, and still in the spool. */
	readonly left: number;
}

const NONE: Counts = { delivered: 0, suppressed: 0, dropped: 0, maybe: 0, pending: 0 };
const folder = mkdtempSync(join(tmpdir(), "dat-soak-"));
const sandbox = createSandbox({ limits: { channel: false }, keep: 200 });
const stored = countStored(sandbox);
const server = await startServer(sandbox);
const url = (channel: string): string => sandbox.createWebhook({ channel }).url(server.url);
const problems: string[] = [];
const endings: Ended[] = [];
const sinceMs = performance.now();
let closing: Closing | undefined;

const app = watch([fileURLToPath(new URL("./application.ts", import.meta.url)), join(folder, "app.db")], {
	sinceMs,
	env: {
		DISCORD_WEBHOOK_ALERTS: url("alerts"),
		DISCORD_WEBHOOK_INFO: url("info"),
		DISCORD_WEBHOOK_DEV: url("dev"),
	},
	hear: (message) => {
		if ("ended" in message) endings.push(message.ended as Ended);
		// Checked: it says nothing else.
		else closing = message as typeof closing;
	},
});
const cli = fileURLToPath(import.meta.resolve("@dat/node")).replace(/index\.js$/, "cli.js");
const relay = watch([cli, "relay", "--port", "0", "--spool", join(folder, "relay.db")], {
	sinceMs,
	env: { DISCORD_WEBHOOK: url("pages"), DAT_RELAY_ORIGINS: ORIGIN, DAT_RELAY_TRUST_PROXY: "1" },
});
app.child.stderr?.pipe(process.stderr);
const said = createInterface(relay.child.stderr as NodeJS.ReadableStream);
const [line] = (await once(said, "line")) as [string];
const pages = openPages(/http:\/\/[^\s,]+/.exec(line)?.[0] ?? "");

const startedMs = performance.now();
const spells = plan(minutes * 60);
for (const { name, fromS, toS, fault } of spells) {
	await wait(startedMs + fromS * 1000 - performance.now());
	sandbox.stand(name, fault);
	await wait(startedMs + toS * 1000 - performance.now());
	sandbox.stand(name, undefined);
}
await wait(startedMs + minutes * 60_000 - performance.now());

// Nothing stands any more, so that all that is left must end.
const loaded = { app: app.samples.length, relay: relay.samples.length };
sandbox.tune({ limits: { bucket: false, global: false } });
await pages.stop();
app.child.send("stop");
await app.exit;
await settle(relay);
relay.child.kill("SIGTERM");
const code = await relay.exit;

if (!closing?.isFlushed) problems.push("app: not all had ended");
if (code !== 0) problems.push(`relay: ended with ${code}`);
const raised = { app: closing?.stats["raised"] ?? 0, relay: pages.taken };
const counts = { app: app.samples.at(-1)?.books ?? NONE, relay: relay.samples.at(-1)?.books ?? NONE };
problems.push(...checkCounts("app", raised.app, counts.app), ...checkCounts("relay", raised.relay, counts.relay));
const { calls = 0, again = 0, left = 0 } = closing ?? {};
if (raised.app !== calls + again) problems.push(`app: ${raised.app} raised, but ${calls} calls and ${again} again`);
for (const [name, count] of Object.entries(closing?.stats ?? {}))
	if (name !== "raised" && counts.app[name as keyof Counts] !== count)
		problems.push(`app: ${counts.app[name as keyof Counts]} told as ${name}, but ${count} in stats()`);
problems.push(...checkEndings(endings, stored));
const shown = stored.count("relay").stored;
const { delivered, dropped, maybe } = counts.relay;
// Of those that only 5xx answers were given for, some may be there, too.
if (shown < delivered || shown > delivered + Math.max(maybe, dropped))
	problems.push(`relay: ${delivered} delivered, ${dropped} dropped, but ${shown} in Discord`);
problems.push(...findGrowth("app", app.samples.slice(0, loaded.app)));
problems.push(...findGrowth("relay", relay.samples.slice(0, loaded.relay)));
await server.close();
rmSync(folder, { recursive: true });

const results: SoakResults = {
	takenAt: new Date().toISOString().slice(0, 10),
	minutes,
	node: process.versions.node,
	spells: spells.map(({ name, fromS, toS }) => ({ name, fromS: onPlot(fromS), toS: onPlot(toS) })),
	processes: { app: app.samples.map(toPoint), relay: relay.samples.map(toPoint) },
	summary: {
		app: { raised: raised.app, ...counts.app, ...stored.count("app") },
		relay: { raised: raised.relay, ...counts.relay, ...stored.count("relay") },
	},
	problems,
};
console.table(results.summary);
console.log(`app: ${again} given up by a full queue and raised again out of the spool, ${left} still there`);
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? "nothing grew, and all is accounted for" : `${problems.length} problems`);
const isLong = minutes >= 5 && problems.length === 0;
const out = values.out ?? (isLong ? fileURLToPath(new URL("../../docs/benchmarks", import.meta.url)) : undefined);
if (out) {
	mkdirSync(out, { recursive: true });
	writeFileSync(join(out, "soak.json"), `${JSON.stringify(results)}\n`);
	writeFileSync(join(out, "soak.svg"), drawSoak(results));
	console.log(`written to ${out}`);
}
process.exit(problems.length > 0 ? 1 : 0);

/** Spells count from when both processes ran. */
function onPlot(atS: number): number {
	return Math.round(atS * 10 + (startedMs - sinceMs) / 100) / 10;
}

/** Until nothing is pending, by what it says every second. */
async function settle({ samples }: Watched): Promise<void> {
	const untilMs = performance.now() + SETTLE_MS;
	const seen = samples.length;
	// The first sample from now on may be of a time before the last alert was taken.
	while (performance.now() < untilMs && !(samples.length > seen + 1 && samples.at(-1)?.books.pending === 0))
		await wait(500);
}

function toPoint(sample: Sample): Point {
	const tenths = (value: number): number => Math.round(value * 10) / 10;
	const { atS, rssMb, heapMb, loopDelayMs } = sample;
	return {
		atS: tenths(atS),
		rssMb: tenths(rssMb),
		heapMb: tenths(heapMb),
		handles: countHandles(sample),
		loopDelayMs: tenths(loopDelayMs),
	};
}
