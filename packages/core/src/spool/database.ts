import type { SqliteDatabase, SqliteStatement } from "./sqlite.ts";

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
export type Database = SqliteDatabase;

/** Sets the bounds of a database that was just opened, and makes the tables that are missing. */
export function prepareDatabase(database: SqliteDatabase): Database {
	database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`);
	database.exec(`PRAGMA max_page_count = ${MOST_BYTES / PAGE_BYTES}; PRAGMA journal_size_limit = ${MOST_BYTES / 16};`);
	database.exec(SCHEMA);
	const statements = new Map<string, SqliteStatement>();
	return {
		exec: (sql) => database.exec(sql),
		prepare: (sql) => {
			const statement = statements.get(sql) ?? database.prepare(sql);
			statements.set(sql, statement);
			return statement;
		},
		close: () => database.close(),
	};
}

/** All or nothing, and before any other process writes. */
export function inTransaction<Value>(open: Database, run: () => Value): Value {
	open.exec("BEGIN IMMEDIATE");
	try {
		const value = run();
		open.exec("COMMIT");
		return value;
	} catch (error) {
		open.exec("ROLLBACK");
		throw error;
	}
}
