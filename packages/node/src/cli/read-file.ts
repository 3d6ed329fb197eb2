import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { LIMITS } from "@dat/core";
import { UsageError } from "./command.ts";
import { createEnds, FIRST_BYTES, LAST_BYTES } from "./ends.ts";

/** What of a file can be attached. */
export interface ReadFile {
	/** Text goes as text, so that secrets are taken out of it; of a large one, the beginning and the end. */
	readonly data: string | Buffer;
	/** It is binary and larger than Discord takes. */
	readonly isTooLarge: boolean;
}

/**
 * Reads a file, a pipe (`<(pg_dump …)`) or a device, and never more of it than can be attached.
 *
 * @throws UsageError when it cannot be read.
 */
export function readFile(path: string, option: string): ReadFile {
	let fd: number | undefined;
	try {
		fd = openSync(path, "r");
		const stats = fstatSync(fd);
		const bytes = readAt(fd, null, LIMITS.fileBytes + 1);
		const isText = !bytes.includes(0) && isUtf8(bytes.subarray(0, lastWhole(bytes)));
		if (bytes.length <= LIMITS.fileBytes) return { data: isText ? bytes.toString() : bytes, isTooLarge: false };
		if (!isText) return { data: bytes, isTooLarge: true };
		return { data: stats.isFile() ? readEnds(fd, bytes, stats.size) : cut(bytes), isTooLarge: false };
	} catch (error) {
		throw new UsageError(`${option} cannot be read: ${(error as Error).message}`);
	} finally {
		if (fd !== undefined) closeSync(fd);
	}
}

function readEnds(fd: number, start: Buffer, size: number): string {
	const ends = createEnds(FIRST_BYTES, LAST_BYTES);
	ends.write(start.subarray(0, FIRST_BYTES));
	ends.skip(Math.max(0, size - FIRST_BYTES - LAST_BYTES));
	ends.write(readAt(fd, Math.max(FIRST_BYTES, size - LAST_BYTES), LAST_BYTES));
	return ends.text();
}

/** Of a pipe or device nobody knows the end. */
function cut(bytes: Buffer): string {
	const ends = createEnds(FIRST_BYTES, LAST_BYTES);
	ends.write(bytes);
	return ends.text();
}

function readAt(fd: number, position: number | null, most: number): Buffer {
	const buffer = Buffer.allocUnsafe(most);
	let length = 0;
	while (length < most) {
		const count = readSync(fd, buffer, length, most - length, position === null ? null : position + length);
		if (count === 0) break;
		length += count;
	}
	return buffer.subarray(0, length);
}

/** Where the last character begins that may be cut in two. */
function lastWhole(bytes: Buffer): number {
	if (bytes.length <= LIMITS.fileBytes) return bytes.length;
	let at = bytes.length;
	while (at > 0 && ((bytes[at - 1] ?? 0) & 0b1100_0000) === 0b1000_0000) at--;
	return Math.max(0, at - 1);
}
