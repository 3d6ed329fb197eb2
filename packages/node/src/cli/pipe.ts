import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A pipe of the system's own. */
export interface Pipe {
	/** The end of a command, for `spawn`. */
	readonly writeFd: number;
	/** Our end, once the command has its own. */
	open(): Socket;
}

/**
 * Makes a pipe; `undefined` where that cannot be done: on Windows, on a full disk, in Deno. What `spawn` calls a pipe is a
 * socket on Unix, and no script can open that as /dev/stderr (ENXIO, see open(2)).
 */
export function makePipe(): Pipe | undefined {
	try {
		const folder = mkdtempSync(join(tmpdir(), "dat-"));
		try {
			return openPipe(join(folder, "pipe"));
		} finally {
			rmSync(folder, { recursive: true });
		}
	} catch {
		return undefined;
	}
}

function openPipe(path: string): Pipe {
	execFileSync("mkfifo", [path], { stdio: "ignore" });
	// Without O_NONBLOCK it would wait for a writer.
	const readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	const writeFd = openSync(path, constants.O_WRONLY);
	try {
		const socket = new Socket({ fd: readFd, readable: true, writable: false });
		const open = (): Socket => {
			closeSync(writeFd);
			return socket;
		};
		return { writeFd, open };
	} catch (error) {
		for (const fd of [readFd, writeFd]) closeSync(fd);
		throw error;
	}
}
