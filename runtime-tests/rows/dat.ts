import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { denoOf } from "../deno-binary.ts";
import type { Project } from "../project.ts";
import type { Row } from "../row.ts";
import { playScenario } from "../scenario.ts";

/** How `dat` is started, before its own words. */
interface Way {
	readonly start: readonly [string, ...string[]];
	readonly cwd: string;
	/** Where the first `node` is, which npm's links and npx start. */
	readonly bin?: string;
}

interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

async function run({ start, cwd, bin }: Way, words: readonly string[], env: Record<string, string>): Promise<Ended> {
	const { PATH = "", HOME } = process.env;
	const [file, ...first] = start;
	const path = bin ? bin + delimiter + PATH : PATH;
	const child = spawn(file, [...first, ...words], {
		cwd,
		env: { PATH: path, HOME, DENO_NO_UPDATE_CHECK: "1", ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const closed = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
	const [code, out, err] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
	return { code, out, err };
}

/** The scenario by `dat send`, and a sign of life of the other commands. */
async function tryCommands(way: Way): Promise<void> {
	await playScenario(async ({ webhook }) => {
		const dat = (...words: string[]): Promise<Ended> => run(way, words, { DISCORD_WEBHOOK: webhook });
		const sent = await dat("send", "P1", "from a real runtime", "--description", webhook, "--json");
		assert.equal(sent.code, 0, sent.err);
		assert.match((await dat("doctor")).out, /All is fine\.\n$/);
		mkdirSync(join(way.cwd, "leak"), { recursive: true });
		writeFileSync(join(way.cwd, "leak/hook"), webhook);
		assert.equal((await dat("scan", "leak")).code, 1);
		assert.equal((await dat("spool", "list", "none.db")).code, 64);
		const words = ["run", "--", "sh", "-c", "echo seen >&2; exit 3"];
		const failing = await run(way, words, { DISCORD_WEBHOOK: webhook, NOTIFY_DISCORD_ENABLED: "0" });
		assert.equal(failing.code, 3, failing.err);
		assert.match(failing.err, /^seen\ndat: the alert was not sent: NOTIFY_DISCORD_ENABLED/);
		// It has ended, so nothing is left to flush.
		return `${sent.out}${sent.err}"isFlushed":true`;
	});
}

/** A project of nothing but `@dat/node`, as one would make to compile it: all of its node_modules goes into the binary. */
function installAlone({ path }: Project): string {
	const folder = path("alone");
	mkdirSync(folder, { recursive: true });
	const tarballs = readdirSync(path()).filter((file) => /^dat-(?:core|node)-.*\.tgz$/.test(file));
	for (const file of tarballs) copyFileSync(path(file), join(folder, file));
	const dependencies = Object.fromEntries(
		tarballs.map((file) => [file.startsWith("dat-core") ? "@dat/core" : "@dat/node", `file:./${file}`]),
	);
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
	const words = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--omit=peer", "--loglevel=error"];
	execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
	return folder;
}

/** Deno fetches what it puts in front of a program (denort) from its own server, which not every machine reaches. */
const NO_DENORT = /denort|dl\.deno\.land/;

async function tryCompiled(project: Project): Promise<string> {
	const folder = installAlone(project);
	const deno = { start: [denoOf(project), "compile"], cwd: folder } as const;
	const words = ["--allow-all", "--output", "dat", "node_modules/@dat/node/dist/cli.js"];
	const compiled = await run(deno, words, {});
	const isWithout = compiled.code !== 0 && NO_DENORT.test(compiled.err);
	if (isWithout) {
		// All but its start can be tried: that everything is found and put into it.
		const base = await run(deno, words, { DENORT_BIN: deno.start[0] });
		assert.equal(base.code, 0, base.err);
	} else assert.equal(compiled.code, 0, compiled.err);
	const size = `${Math.round(statSync(join(folder, "dat")).size / 2 ** 20)} MB`;
	if (isWithout) return `${size}; NOT STARTED: denort cannot be fetched from dl.deno.land here`;
	mkdirSync(project.path("elsewhere"));
	copyFileSync(join(folder, "dat"), project.path("elsewhere/dat"));
	await tryCommands({ start: [project.path("elsewhere/dat")], cwd: project.path("elsewhere") });
	return size;
}

const nodeWays: readonly Row[] = ["22", "24", "26"].map((version) => ({
	runtime: `Node ${version}`,
	what: "dat, by npm's link",
	run: async (project) => {
		const bin = project.path(`node_modules/node-${version}/bin`);
		await tryCommands({ start: [project.path("node_modules/.bin/dat")], cwd: project.folder, bin });
		return undefined;
	},
}));

export const datRows: readonly Row[] = [
	...nodeWays,
	{
		runtime: "Node 24",
		what: "dat, by npx",
		run: async (project) => {
			const bin = project.path("node_modules/node-24/bin");
			await tryCommands({ start: ["npx", "--no-install", "dat"], cwd: project.folder, bin });
			return undefined;
		},
	},
	{
		runtime: "Deno 2",
		what: "dat, by npm:@dat/node/dat",
		run: async (project) => {
			const start = [denoOf(project), "run", "--allow-all", "npm:@dat/node/dat"] as const;
			await tryCommands({ start, cwd: project.folder });
			return undefined;
		},
	},
	{ runtime: "Deno 2", what: "dat, compiled to one binary", run: tryCompiled },
];
