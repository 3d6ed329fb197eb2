import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Fence, ROOT } from "./fences.ts";

const DAT = join(ROOT, "packages/node/dist/cli.js");
const SANDBOX = join(ROOT, "packages/sandbox/dist/cli.js");
const KIT = join(ROOT, "reference/conformance/src/cli.ts");

/** Tools of others: their words are theirs to check. */
const OTHERS = "cargo curl deno go gofmt mypy node npm npx pg_dump php pnpm python3 ruff tail test";

const STUB = `#!/bin/sh\nprintf '%s\\037' "\${0##*/}" "$@" >> "$CALLS"; echo >> "$CALLS"\n`;

/** Runs a page's lines with stubs for all that they call, and tells the calls: syntax and quotes are bash's own to read. */
export function listCalls(code: string): { calls: string[][]; said: string } {
	const folder = mkdtempSync(join(tmpdir(), "dat-docs-"));
	const bin = join(folder, "bin");
	mkdirSync(bin);
	for (const name of [...OTHERS.split(" "), "dat", "dat_send", ".ci-run"]) {
		writeFileSync(join(bin, name), STUB);
		chmodSync(join(bin, name), 0o755);
	}
	// A line of a crontab has five fields before its command.
	const script = code.replace(/^(?:[\d*/,-]+ +){5}/gm, "").replaceAll(".ci/run", ".ci-run");
	for (const name of ["dat.sh", ...Array.from(code.matchAll(/< ?([\w./-]+)/g), ([, file = ""]) => file)])
		writeFileSync(join(folder, name), "");
	const calls = join(folder, "calls");
	writeFileSync(calls, "");
	const { stderr } = spawnSync("/bin/bash", ["--norc", "-ec", script], {
		cwd: folder,
		encoding: "utf8",
		env: { PATH: bin, CALLS: calls, HOSTNAME: "db1", TOKEN: "token" },
	});
	const lines = readFileSync(calls, "utf8").split("\x1f\n").slice(0, -1);
	return { calls: lines.map((line) => line.split("\x1f")), said: stderr };
}

/** What is wrong with a call, or nothing; our own commands read their words themselves. */
export function judge(fence: Fence, [tool = "", ...words]: readonly string[]): string | undefined {
	if (tool === "dat") return ask(DAT, words);
	if (tool === "npx") return judgePackage(fence, words);
	if (tool === "deno") return judgeDeno(words);
	if (tool === "node" && words[0]?.endsWith("conformance/src/cli.ts")) return judgeKit(fence, words.slice(1));
	if (tool === "npm" && words[0] === "install") return judgeInstall(words.slice(1));
	if (tool === "npm" || tool === "pnpm") return judgeScript(words);
	return undefined;
}

/** With `--help` a command reads all its words, refuses what it does not know, and does nothing. */
function ask(cli: string, words: readonly string[]): string | undefined {
	const asked = [cli, ...words.slice(0, 1), "--help", ...words.slice(1)];
	const { status, stderr } = spawnSync(process.execPath, asked, { encoding: "utf8" });
	return status === 0 ? undefined : stderr;
}

function judgePackage(fence: Fence, words: readonly string[]): string | undefined {
	const [name, ...rest] = words.filter((word) => !["--no-install", "--package"].includes(word));
	if (name === "@dat/node" || name === "dat") return ask(DAT, rest[0] === "dat" ? rest.slice(1) : rest);
	if (name === "@dat/sandbox") return ask(SANDBOX, rest);
	return name === "@dat/conformance" ? judgeKit(fence, rest) : `${name} is no package of ours`;
}

function judgeDeno(words: readonly string[]): string | undefined {
	const at = words.indexOf("npm:@dat/node/dat");
	return at >= 0 && words[0] === "run" ? ask(DAT, words.slice(at + 1)) : undefined;
}

/** Commander shows its help before it looks at options, so they are looked for in the help. */
function judgeKit({ page }: Fence, [command = "", ...rest]: readonly string[]): string | undefined {
	const { status, stdout } = spawnSync(process.execPath, [KIT, command, "--help"], { encoding: "utf8" });
	const own = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
	const unknown = own.find((word) => word.startsWith("--") && !stdout.includes(`${word} `));
	if (status !== 0 || unknown) return `the kit does not know ${unknown ?? command}`;
	const manifest = rest[rest.indexOf("--port") + 1] ?? "";
	const isThere = [ROOT, join(ROOT, dirname(page))].some((folder) => existsSync(join(folder, manifest)));
	return !rest.includes("--port") || isThere || page.includes("conformance") ? undefined : `there is no ${manifest}`;
}

function judgeInstall(words: readonly string[]): string | undefined {
	const ours = globSync("{packages/*,reference/conformance}/package.json", { cwd: ROOT }).map(
		(file) => JSON.parse(readFileSync(join(ROOT, file), "utf8")).name as string,
	);
	const unknown = words.find((word) => !word.startsWith("--") && !ours.includes(word));
	return unknown && `${unknown} is no package of ours`;
}

function judgeScript(words: readonly string[]): string | undefined {
	const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const name = words.find((word) => word !== "run") ?? "";
	return name in scripts ? undefined : `package.json has no script ${name}`;
}
