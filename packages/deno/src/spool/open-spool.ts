import { DatabaseSync } from "node:sqlite";
import { type FileSpool, openSpool as openCoreSpool, type SqliteDatabase } from "@dat/core/adapter";
import { createClock } from "../clock.ts";
import { flagFor, isGranted } from "../permission.ts";
import { base64 } from "./base64.ts";
import { createOwners } from "./owners.ts";

/**
 * Opens a spool in a file. It never throws and never makes Deno prompt: `warn` hears what the file refuses, and which flags
 * are missing.
 */
export function openSpool(path: string, warn: (text: string) => void): FileSpool {
	return openCoreSpool(path, { clock: createClock(), open: openDatabase, owners: createOwners(path), base64 }, warn);
}

/** What the spool needs: its folder, since SQLite and the owners' locks keep files of their own beside it. */
export function missingFlags(path: string): string {
	const folder = folderOf(path);
	const needs = (["read", "write"] as const).map((name) => ({ name, path: folder }));
	return needs
		.filter((need) => !isGranted(need))
		.map(flagFor)
		.join(" ");
}

function folderOf(path: string): string {
	return path.replace(/[\\/]?[^\\/]*$/, "") || (/^[\\/]/.test(path) ? "/" : ".");
}

function openDatabase(path: string): SqliteDatabase {
	const missing = missingFlags(path);
	if (missing !== "") throw new Error(`Deno may not use its folder; add ${missing}`);
	Deno.mkdirSync(folderOf(path), { recursive: true, mode: 0o700 });
	Deno.openSync(path, { create: true, write: true, mode: 0o600 }).close();
	return new DatabaseSync(path);
}
