import { type FileSpool, openSpool as openCoreSpool, type SqliteDatabase } from "@dat/core/adapter";
import { createClock } from "../clock.ts";
import { makeFolder } from "./make-folder.ts";
import { owners } from "./owners.ts";

/** Opens a spool in a file of this machine. It never throws: `warn` hears what the file refuses. */
export function openSpool(path: string, warn: (text: string) => void): FileSpool {
	return openCoreSpool(path, { clock: createClock(), open: openDatabase, owners, base64 }, warn);
}

const base64 = {
	encode: (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64"),
	decode: (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64")),
};

function openDatabase(path: string): SqliteDatabase {
	// Loaded only where there is a spool.
	const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
	const { closeSync, openSync } = process.getBuiltinModule("node:fs");
	const { dirname } = process.getBuiltinModule("node:path");
	makeFolder(dirname(path));
	closeSync(openSync(path, "a", 0o600));
	return new DatabaseSync(path);
}
