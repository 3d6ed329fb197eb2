import { execFileSync } from "node:child_process";
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./command.ts";
import { createSecretFinder, type Finding } from "./find-secrets.ts";

/** Hears of a file that could not be read, and why. */
export type TellUnread = (why: string) => void;

const LEFT_OUT = new Set([".git", "node_modules"]);
const MOST_NAMES_BYTES = 2 ** 30;
const PIECE_BYTES = 2 ** 20;

/**
 * The secrets in a file, or in the files below a folder.
 *
 * @throws UsageError when there is nothing at this path.
 */
export function scanPath(path: string, tellUnread: TellUnread): readonly Finding[] {
	const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
	if (isFolder === undefined) throw new UsageError(`there is no file or folder ${path}`);
	if (!isFolder) return scanFile(path, { flags: 0, tellUnread });
	const files = listByGit(path) ?? walk(path, tellUnread);
	// What a link leads to is a file of its own, or none of this folder.
	return [...files].flatMap((file) => scanFile(file, { flags: constants.O_NOFOLLOW ?? 0, tellUnread }));
}

/** What git knows and does not ignore, by one process; `undefined` outside of a work tree or without git. */
function listByGit(folder: string): string[] | undefined {
	try {
		const words = ["-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
		const names = execFileSync("git", words, { maxBuffer: MOST_NAMES_BYTES, stdio: ["ignore", "pipe", "ignore"] });
		return names
			.toString()
			.split("\0")
			.filter((name) => name !== "" && !name.split("/").some((part) => LEFT_OUT.has(part)))
			.map((name) => join(folder, name));
	} catch {
		return undefined;
	}
}

function* walk(folder: string, tellUnread: TellUnread): Generator<string> {
	for (const entry of readEntries(folder, tellUnread)) {
		if (LEFT_OUT.has(entry.name)) continue;
		if (entry.isDirectory()) yield* walk(join(folder, entry.name), tellUnread);
		else if (entry.isFile()) yield join(folder, entry.name);
	}
}

function readEntries(folder: string, tellUnread: TellUnread) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		tellUnread((error as Error).message);
		return [];
	}
}

/** A file that git knows may be gone, a link or a submodule's folder: there is nothing to read. */
const NOTHING: ReadonlySet<string> = new Set(["ENOENT", "EISDIR", "ELOOP"]);

function scanFile(path: string, { flags, tellUnread }: { flags: number; tellUnread: TellUnread }): readonly Finding[] {
	let fd: number | undefined;
	try {
		// Without O_NONBLOCK a named pipe would wait for its writer.
		fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags);
		// A device has no end.
		if (!fstatSync(fd).isFile()) return [];
		return scanOpen(path, fd);
	} catch (error) {
		const { code = "", message } = error as NodeJS.ErrnoException; // checked: node:fs throws nothing else
		if (!NOTHING.has(code)) tellUnread(message);
		return [];
	} finally {
		if (fd !== undefined) closeSync(fd);
	}
}

/** For the first piece of each file, which is mostly all of it; what follows needs memory of its own. */
const first = Buffer.allocUnsafe(PIECE_BYTES);

function scanOpen(path: string, fd: number): readonly Finding[] {
	const finder = createSecretFinder(path);
	let count = readSync(fd, first, 0, PIECE_BYTES, null);
	let isWanted = finder.write(first.subarray(0, count));
	while (isWanted && count === PIECE_BYTES) {
		const next = Buffer.allocUnsafe(PIECE_BYTES);
		count = readSync(fd, next, 0, PIECE_BYTES, null);
		isWanted = finder.write(next.subarray(0, count));
	}
	return finder.end();
}
