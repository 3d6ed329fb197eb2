// @dat/node beside its peers in one run, turn by turn: what a burst costs the caller. Medians of three rounds.
import { spawnSync } from "node:child_process";
import { PEERS } from "./peers.ts";

const BURST = "5000";
const ROUNDS = 3;

interface Result {
	readonly name: string;
	readonly opened: { readonly cpuMs: number; readonly rssMb: number };
	readonly raise: number;
	readonly main: number;
	readonly process: number;
	readonly loopMaxMs: number;
	readonly seconds: number;
}

const results: Result[] = [];
for (let round = 0; round < ROUNDS; round++)
	for (const name of Object.keys(PEERS)) {
		const file = new URL("./one-peer.ts", import.meta.url).pathname;
		const { stdout } = spawnSync(process.execPath, [file, name, BURST], { encoding: "utf8", timeout: 120_000 });
		const line = stdout.trim().split("\n").at(-1);
		if (line?.startsWith("{")) results.push(JSON.parse(line));
		else console.log(`${name} did not end`);
	}

const median = (name: string, read: (result: Result) => number): number => {
	const values = results.filter((result) => result.name === name).map(read);
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
};
console.table(
	Object.fromEntries(
		Object.keys(PEERS).map((name) => [
			name,
			{
				"raise µs CPU": median(name, ({ raise }) => raise).toFixed(1),
				"main thread µs CPU": median(name, ({ main }) => main).toFixed(1),
				"process µs CPU": median(name, (result) => result.process).toFixed(0),
				"loop max ms": median(name, ({ loopMaxMs }) => loopMaxMs).toFixed(0),
				"open ms CPU": median(name, ({ opened }) => opened.cpuMs).toFixed(0),
				"open MB": median(name, ({ opened }) => opened.rssMb).toFixed(0),
				seconds: median(name, ({ seconds }) => seconds).toFixed(1),
			},
		]),
	),
);
