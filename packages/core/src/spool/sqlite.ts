import type { Clock } from "../platform/clock.ts";
import type { Owners } from "./owner.ts";

/** A value of a column. */
export type SqliteValue = string | number | null;

/** The part of a prepared statement that a spool uses; `node:sqlite` has it, in Node and in Deno. */
export interface SqliteStatement {
	run(...values: readonly SqliteValue[]): unknown;
	get(...values: readonly SqliteValue[]): Readonly<Record<string, unknown>> | undefined;
	all(...values: readonly SqliteValue[]): readonly Readonly<Record<string, unknown>>[];
}

/** The part of a database that a spool uses. */
export interface SqliteDatabase {
	exec(sql: string): void;
	prepare(sql: string): SqliteStatement;
	close(): void;
}

/** What a spool in a file needs from its platform. */
export interface SpoolPlatform {
	readonly clock: Clock;
	/**
	 * Opens the file, readable by its user only, and creates it when there is none.
	 *
	 * @throws what the file system and SQLite throw: no such folder, read-only, locked, not a database.
	 */
	open(path: string): SqliteDatabase;
	readonly owners: Owners;
	readonly base64: { encode(bytes: Uint8Array): string; decode(text: string): Uint8Array };
}
