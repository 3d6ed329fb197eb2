import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Command, EXIT, UsageError } from "./command.ts";
import { type Finding, findSecrets } from "./find-secrets.ts";

const HELP = `dat scan [PATH ...] [--staged] [--json]: find webhook secrets in files, by default below this folder

  --staged   look at what git has staged, for a pre-commit hook
  --json     print what was found as JSON

Left out: .git, node_modules, binary files; below a git folder also what git ignores.
A line with dat-scan-ignore in it is left out.
Exit codes: 0 nothing found, 1 found something, 64 wrong usage.`;

const LEFT_OUT = new Set([".git", "node_modules"]);
const MOST_OUTPUT = 2 ** 30;

/** `dat scan`. */
export const scan: Command = {
	help: HELP,
	options: { staged: { type: "boolean" }, json: { type: "boolean" } },
	run: async ({ values, positionals }) => {
		if (values["staged"] && positionals.length > 0) throw new UsageError("write paths or --staged, not both");
		const found = values["staged"]
			? scanStage()
			: positionals.concat(positionals.length > 0 ? [] : ".").flatMap(scanPath);
		const lines = found.map(({ file, line, column, shown }) => `${file}:${line}:${column}: webhook secret ${shown}\n`);
		process.stdout.write(values["json"] ? `${JSON.stringify(found)}\n` : lines.join(""));
		return found.length > 0 ? EXIT.failed : EXIT.ok;
	},
};

function scanPath(path: string): Finding[] {
	const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
	if (isFolder === undefined) throw new UsageError(`there is no file or folder ${path}`);
	const files = isFolder ? (listByGit(path) ?? [...walk(path)]) : [path];
	return files.flatMap((file) => findSecrets(file, read(file)));
}

/** What git knows and does not ignore; `undefined` outside of a work tree or without git. */
function listByGit(folder: string): string[] | undefined {
	try {
		const names = git(["-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]).toString();
		return [...new Set(names.split("\0"))].filter(Boolean).map((name) => join(folder, name));
	} catch {
		return undefined;
	}
}

function* walk(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (LEFT_OUT.has(entry.name)) continue;
		if (entry.isDirectory()) yield* walk(join(folder, entry.name));
		else if (entry.isFile()) yield join(folder, entry.name);
	}
}

/** A file that git knows may be gone, a link to nowhere, or a submodule's folder: there is nothing to read. */
function read(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch (error) {
		const { code = "", message } = error as NodeJS.ErrnoException;
		if (!["ENOENT", "EISDIR"].includes(code)) process.stderr.write(`dat: not scanned: ${message}\n`);
		return Buffer.alloc(0);
	}
}

function scanStage(): Finding[] {
	try {
		const names = git(["diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=AMT"]).toString();
		// `:0:` is the stage, by a path from the top of the work tree.
		return names
			.split("\0")
			.filter(Boolean)
			.flatMap((name) => findSecrets(name, readStaged(name)));
	} catch (error) {
		throw new UsageError(`--staged needs git and a work tree: ${(error as Error).message.split("\n")[0]}`);
	}
}

function readStaged(name: string): Buffer {
	const mode = git(["ls-files", "-s", "-z", "--", `:(top,literal)${name}`]).toString();
	return mode.startsWith("160000") ? Buffer.alloc(0) : git(["cat-file", "blob", `:0:${name}`]);
}

function git(args: readonly string[]): Buffer {
	return execFileSync("git", args, { maxBuffer: MOST_OUTPUT, stdio: ["ignore", "pipe", "pipe"] });
}
