// `pnpm bench`: @dat/node beside its peers, each measurement of each library in a process of its own, the libraries in turns.
// Prints tables, and writes docs/benchmarks/results.json with its charts.
//   --only burst,drain          some measurements; in that file they take the place of the last ones
//   --peers @dat/node,undici    some libraries; writes nothing
//   --quick                     small counts, one round: to see that it runs; writes nothing
//   --out FOLDER                writes there, whatever was measured
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawCharts } from "./chart/draw-charts.ts";
import { type MeasurementName, PLANS, type Results, summarise } from "./figures.ts";
import { installed, versionOf } from "./measurements/installed.ts";
import { type Figures, wait } from "./measurements/measurement.ts";
import { LIBRARIES, OURS } from "./peers/libraries.ts";
import { printTables } from "./table.ts";

const { values } = parseArgs({
	options: {
		only: { type: "string" },
		peers: { type: "string" },
		quick: { type: "boolean", default: false },
		out: { type: "string" },
	},
});
const TIMEOUT_MS = 300_000;
/** Between the beginnings of libraries that wait at the same time. */
const APART_MS = values.quick ? 0 : 12_000;

const measurements = choose("--only", Object.keys(PLANS) as MeasurementName[], values.only);
const libraries = choose("--peers", Object.keys(LIBRARIES), values.peers);
const figures: Results["figures"][number][] = [];
for (const name of measurements) figures.push(...summarise(name, await take(name)));
const results: Results = {
	takenAt: new Date().toISOString().slice(0, 10),
	isQuick: values.quick,
	machine: {
		cpu: cpus()[0]?.model.trim() ?? "",
		cores: cpus().length,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		system: `${type()} ${release().replace(/-.*/, "")}`,
		node: process.versions.node,
	},
	load: Math.round(loadavg()[2] ?? 0),
	versions: Object.fromEntries(libraries.map((name) => [name, versionOf(LIBRARIES[name]?.packages.at(-1) ?? name)])),
	figures,
};
printTables(results);
const isForDocs = !(values.quick || values.peers);
const folder = values.out ?? (isForDocs ? fileURLToPath(new URL("../docs/benchmarks", import.meta.url)) : undefined);
if (folder) {
	const whole = merge(join(folder, "results.json"));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "results.json"), `${JSON.stringify(whole, null, "\t")}\n`);
	for (const [name, svg] of Object.entries(drawCharts(whole))) writeFileSync(join(folder, `${name}.svg`), svg);
	console.log(`written to ${folder}`);
}

function choose<Name extends string>(option: string, all: readonly Name[], words: string | undefined): readonly Name[] {
	const wanted = words?.split(",");
	const unknown = wanted?.find((each) => !(all as readonly string[]).includes(each));
	if (unknown !== undefined) throw new Error(`${option} ${unknown} is none; write some of ${all.join(",")}`);
	return all.filter((each) => wanted?.includes(each) ?? true);
}

/** Some measurements take the place of those of the last run, when that was on this machine and of the same versions. */
function merge(file: string): Results {
	if (!(values.only && existsSync(file))) return results;
	const last = JSON.parse(readFileSync(file, "utf8")) as Results;
	const facts = ({ machine, versions, isQuick }: Results): string => JSON.stringify({ machine, versions, isQuick });
	if (facts(last) !== facts(results)) throw new Error(`${file} is of another machine or other versions; run all of it`);
	const isAnew = (of: string): boolean => (measurements as readonly string[]).includes(of);
	const of = Object.keys(PLANS);
	const all = [...last.figures.filter((figure) => !isAnew(figure.of)), ...figures];
	const load = Math.max(last.load, results.load);
	return { ...results, load, figures: all.toSorted((one, other) => of.indexOf(one.of) - of.indexOf(other.of)) };
}

/** The rounds of each library. */
async function take(name: MeasurementName): Promise<Record<string, Figures[]>> {
	const { count, quickCount, rounds } = PLANS[name];
	const names = name === "own" ? [OURS] : libraries;
	const taken: Record<string, Figures[]> = Object.fromEntries(names.map((each) => [each, []]));
	const add = async (library: string): Promise<void> => {
		const size = values.quick ? quickCount : count;
		taken[library]?.push(name === "install" ? sizes(library) : await measure(library, [name, `${size}`]));
	};
	for (let round = 0; round < (values.quick ? 1 : rounds); round++) {
		if (process.stderr.isTTY) console.error(`${name}, round ${round + 1}`);
		// They wait for a limit and do little else, so that all may wait at once, once they have begun.
		if (name === "drain") await Promise.all(names.map((library, at) => wait(at * APART_MS).then(() => add(library))));
		else for (const library of names) await add(library);
	}
	return taken;
}

function sizes(library: string): Figures {
	return installed(LIBRARIES[library]?.packages ?? []);
}

async function measure(library: string, words: readonly string[]): Promise<Figures> {
	const subject = fileURLToPath(new URL("./subject.ts", import.meta.url));
	// What a peer says about each alert that it loses is not of interest.
	const child = spawn(process.execPath, [subject, library, ...words], { stdio: ["ignore", "pipe", "ignore"] });
	const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
	let said = "";
	for await (const chunk of child.stdout) said += chunk;
	clearTimeout(timer);
	const last = said.trim().split("\n").at(-1) ?? "";
	if (last.startsWith("{")) return JSON.parse(last);
	console.log(`${library} did not end: ${words.join(" ")}`);
	return {};
}
