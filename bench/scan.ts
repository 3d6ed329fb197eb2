// What `dat scan` costs on 50,000 files, in a folder and in git's stage, beside `git grep` over the same index; `--quick` on 500.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FILES = process.argv.includes("--quick") ? 500 : 50_000;
const LINE = "const value = compute(previous, index) + offset; // a usual line of source\n";
const MEAN_LINES = 50;

const folder = mkdtempSync(join(tmpdir(), "dat-bench-"));
const cli = fileURLToPath(import.meta.resolve("@dat/node")).replace(/index\.js$/, "cli.js");

function makeTree(): number {
	let bytes = 0;
	for (let index = 0; index < FILES; index++) {
		const place = join(folder, `d${Math.floor(index / 500)}`, `e${index % 10}`);
		if (index % 500 < 10) mkdirSync(place, { recursive: true });
		// As in a real tree: many small files, and a few large ones.
		const lines = 1 + Math.floor(-Math.log(1 - ((index * 7919) % FILES) / FILES) * MEAN_LINES);
		bytes += lines * LINE.length;
		writeFileSync(join(place, `f${index}.ts`), LINE.repeat(lines));
	}
	return bytes;
}

/** By the shell, whose `time` counts the processes that a process starts, too. */
function time(what: string, command: string, words: readonly string[]): void {
	const startedMs = performance.now();
	const { status, stderr } = spawnSync(
		"bash",
		["-c", `TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null 2>&1`, command, ...words],
		{ cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 },
	);
	const tookMs = performance.now() - startedMs;
	if (status === null || status > 1) throw new Error(stderr);
	const [user = 0, system = 0] = stderr.trim().split(" ").map(Number);
	console.log(`${what}: ${(user + system).toFixed(2)} s of CPU, ${(tookMs / 1000).toFixed(2)} s`);
}

try {
	const bytes = makeTree();
	console.log(`${FILES} files, ${Math.round(bytes / 2 ** 20)} MiB`);
	execFileSync("git", ["init", "-q"], { cwd: folder });
	time("dat scan, nothing staged", process.execPath, [cli, "scan"]);
	execFileSync("git", ["add", "-A"], { cwd: folder });
	time("dat scan", process.execPath, [cli, "scan"]);
	time("dat scan --staged", process.execPath, [cli, "scan", "--staged"]);
	time("git grep --cached", "git", ["grep", "-nE", "--cached", "webhooks/[0-9]{17,20}/"]);
} finally {
	rmSync(folder, { recursive: true });
}
