import type { DatabaseSync, StatementSync } from "node:sqlite";

/** The file grows no further: some 20,000 usual alerts. */
const MOST_BYTES = 64 * 2 ** 20;
const PAGE_BYTES = 4096;

/** A writer waits so long for another process, and then does without: alerts are not to block a server. */
const BUSY_MS = 100;

const SCHEMA = `
	CREATE TABLE IF NOT EXISTS alerts (
		seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, channel TEXT NOT NULL,
		raised_at REAL NOT NULL, may_mention INTEGER NOT NULL, alert TEXT NOT NULL) STRICT;
	CREATE INDEX IF NOT EXISTS alerts_left ON alerts (owner, channel);
	CREATE TABLE IF NOT EXISTS owners (
		owner TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, seen_at REAL NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS mentions (key TEXT PRIMARY KEY, at REAL NOT NULL) STRICT;`;

/** A database whose statements are prepared once. */
export interface Database {
	readonly database: DatabaseSync;
	prepare(sql: string): StatementSync;
}

/**
 * Opens the file of a spool, readable by its user only, and creates it when there is none.
 *
 * @throws what the file system and SQLite throw: no such folder, read-only, locked, not a database.
 */
export function openDatabase(path: string): Database {
	// Loaded only where there is a spool.
	const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
	const { closeSync, mkdirSync, openSync } = process.getBuiltinModule("node:fs");
	const { dirname } = process.getBuiltinModule("node:path");
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	closeSync(openSync(path, "a", 0o600));
	const database = new DatabaseSync(path);
	database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`);
	database.exec(`PRAGMA max_page_count = ${MOST_BYTES / PAGE_BYTES}; PRAGMA journal_size_limit = ${MOST_BYTES / 16};`);
	database.exec(SCHEMA);
	const statements = new Map<string, StatementSync>();
	return {
		database,
		prepare: (sql) => {
			const statement = statements.get(sql) ?? database.prepare(sql);
			statements.set(sql, statement);
			return statement;
		},
	};
}

/** All or nothing, and before any other process writes. */
export function inTransaction<Value>(open: Database, run: () => Value): Value {
	open.database.exec("BEGIN IMMEDIATE");
	try {
		const value = run();
		open.database.exec("COMMIT");
		return value;
	} catch (error) {
		open.database.exec("ROLLBACK");
		throw error;
	}
}
