import { statSync } from "node:fs";
import { styleText } from "node:util";
import { readEnvironment } from "@dat/core/adapter";
import { readFile } from "../host.ts";
import { dropKept, type Kept, listKept } from "../spool/kept.ts";
import { type Command, complain, EXIT, FLAG, TEXT, UsageError, type Words } from "./command.ts";
import { readDeliveryWishes } from "./deliver.ts";
import { findNearest } from "./nearest.ts";
import { findObstacles } from "./obstacles.ts";
import { toPrintable } from "./printable.ts";
import { retrySpool } from "./retry-spool.ts";
import { showAge } from "./show-age.ts";

const HELP = `dat spool list PATH [--json]: show the alerts that wait in a spool, oldest first
dat spool retry PATH [--timeout SECONDS] [--json]: send them now
dat spool drop PATH ID ... | --all [--json]: forget them

  --timeout SECONDS  try for so long (default 60)
  --all              all that wait
  --json             print it as JSON

An ID is what list shows, or its beginning. Safe beside a running process: what it is sending stays with it. A retry sends
what is up to 7 days old, each marked with how late it is; webhooks come from DISCORD_WEBHOOK_*.
Exit codes: 0 done, 1 some were lost or not dropped, 3 alerts are switched off, 4 no webhook is set, 5 some still wait, 64
wrong usage.`;

/** `dat spool`. */
export const spool: Command = {
	help: HELP,
	options: { json: FLAG, all: FLAG, timeout: TEXT },
	run: async (words) => {
		const [verb = "", path, ...ids] = words.positionals;
		const act = Object.hasOwn(ACTS, verb) ? ACTS[verb] : undefined;
		if (!act) throw new UsageError(`write ${nameActs(verb)}; see dat spool --help`);
		if (!path) throw new UsageError(`write the path of the spool: dat spool ${verb} PATH`);
		if (verb !== "drop" && ids.length > 0) throw new UsageError(`dat spool ${verb} takes one path and no more words`);
		if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`there is no spool ${path}`);
		return act(path, words, ids);
	},
};

type Act = (path: string, words: Words, ids: readonly string[]) => number | Promise<number>;

const ACTS: Readonly<Record<string, Act>> = { list, retry, drop };

function nameActs(verb: string): string {
	const near = findNearest(verb, Object.keys(ACTS));
	return near ? `dat spool ${near}` : "dat spool list, retry or drop";
}

function list(path: string, words: Words): number {
	const kept = reading(path, () => listKept(path));
	print(kept, words);
	if (kept.length === 0) complain(`nothing waits in ${path}`);
	return EXIT.ok;
}

async function retry(path: string, words: Words): Promise<number> {
	const { timeoutMs } = readDeliveryWishes(words);
	const before = countWaiting(path);
	const environment = readEnvironment(process.env, readFile);
	// A test's alerts may well go to a sandbox.
	const [obstacle] = findObstacles(environment, {});
	if (obstacle && before > 0) {
		complain(`${before} wait, and nothing was sent: ${obstacle.what}; ${obstacle.next}`);
		return obstacle.code;
	}
	const { delivered, lost, droppedBy } = await retrySpool(path, timeoutMs);
	const waiting = countWaiting(path);
	const found = { delivered, lost, waiting, droppedBy };
	const why = lost > 0 ? ` (${Object.keys(droppedBy).join(", ")})` : "";
	const told = `${delivered} delivered, ${lost} lost${why}, ${waiting} still waiting\n`;
	process.stdout.write(words.values["json"] ? `${JSON.stringify(found)}\n` : told);
	if (lost > 0) return EXIT.failed;
	return waiting > 0 ? EXIT.pending : EXIT.ok;
}

function countWaiting(path: string): number {
	return reading(path, () => listKept(path)).filter(({ holder }) => holder === undefined).length;
}

function drop(path: string, words: Words, ids: readonly string[]): number {
	const isAll = words.values["all"] === true;
	if (isAll === ids.length > 0) throw new UsageError("write the IDs of what is to be dropped, or --all");
	const before = reading(path, () => listKept(path));
	const wanted = new Set(ids.map((id) => findOne(before, id)));
	const dropped = reading(path, () => dropKept(path, ({ id }) => isAll || wanted.has(id)));
	print(dropped, words);
	const left = before.filter(({ id, holder }) => holder && (isAll || wanted.has(id)));
	for (const { id, holder } of left)
		complain(`${shorten(id)} is not dropped: process ${holder?.pid} on ${holder?.host} is sending it`);
	return left.length > 0 ? EXIT.failed : EXIT.ok;
}

/** @throws UsageError unless there is exactly one that begins so. */
function findOne(kept: readonly Kept[], start: string): string {
	const [found, ...more] = kept.filter(({ id }) => id.startsWith(start));
	if (found && more.length === 0) return found.id;
	const many = `${more.length + 1} alerts begin with ${start}; write more of the ID`;
	throw new UsageError(found ? many : `there is no alert ${start}; see dat spool list`);
}

/** What SQLite says of a file that is none of ours, or cannot be read. */
function reading<Value>(path: string, read: () => Value): Value {
	try {
		return read();
	} catch (error) {
		throw new UsageError(
			`${path} cannot be used as a spool: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
}

function print(kept: readonly Kept[], { values }: Words): void {
	if (values["json"]) process.stdout.write(`${JSON.stringify(kept)}\n`);
	else process.stdout.write(kept.map(showLine).join(""));
}

function showLine({ id, severity, channel, title, raisedAtMs, holder }: Kept): string {
	const state = holder ? `sent by process ${holder.pid}` : "waits";
	const age = showAge(Math.max(0, Date.now() - raisedAtMs));
	const words = [severity.padEnd(3), channel.padEnd(8), age.padStart(8), state.padEnd(8), title].map(toPrintable);
	return `${styleText("dim", shorten(id), { stream: process.stdout })}  ${words.join("  ")}\n`;
}

/** 48 bits tell alerts of one file apart. */
function shorten(id: string): string {
	return toPrintable(id.slice(0, 12));
}
