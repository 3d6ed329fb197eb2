import type { Spool } from "@dat/core/adapter";
import { type Database, openDatabase } from "./database.ts";
import { createOwner, forgetOwner, isAlive, type Owner } from "./owner.ts";
import { fromRow, type Row, toRow } from "./record.ts";

/** A spool in a file. */
export interface FileSpool extends Spool {
	/** Whether the file can be written now. */
	isUsable(): boolean;
	/** Notes at once what has ended; what is not noted when the process ends is sent again by the next one. */
	sync(): void;
	/** Gives back what is left to whoever opens the file next. */
	close(): void;
}

/** After a failure the file is left alone for so long: a locked one would block the program at every alert. */
const PAUSE_MS = 10_000;

/** Remembered of a file that cannot be written. */
const MOST_SETTLED = 10_000;

/** Pings older than this do not matter any more; more than the pause between two pings of one key. */
const MENTIONS_MS = 3_600_000;

/**
 * Opens a spool. It never throws: what the file refuses is kept in memory only, and `warn` hears it once per reason.
 *
 * Every notifier is an owner with a row of its own; what the owners of ended processes left is taken over by the others,
 * so two processes may share a file.
 */
export function openSpool(path: string, warn: (text: string) => void): FileSpool {
	const said = new Set<string>();
	let database: Database | undefined;
	let owner: Owner | undefined;
	let pausedUntilMs = 0;
	let settled: string[] = [];
	let retry: NodeJS.Timeout | undefined;

	const attempt = <Value>(run: (open: Database) => Value): Value | undefined => {
		if (Date.now() < pausedUntilMs) return undefined;
		try {
			database ??= openDatabase(path);
			return run(database);
		} catch (error) {
			pausedUntilMs = Date.now() + PAUSE_MS;
			const reason = error instanceof Error ? error.message : String(error);
			if (!said.has(reason)) warn(`the spool ${path} cannot be used, so a crash may lose alerts: ${reason}`);
			said.add(reason);
			return undefined;
		}
	};
	const own = (open: Database): Owner => {
		owner ??= createOwner();
		open
			.prepare("INSERT INTO owners VALUES (?, ?, ?, ?) ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at")
			.run(owner.owner, owner.host, owner.pid, Date.now());
		return owner;
	};
	const removeSettled = (): void => {
		if (settled.length === 0) return;
		const isDone = attempt((open) => inTransaction(open, () => removeAll(open, settled)));
		if (isDone || settled.length > MOST_SETTLED) settled = [];
		// Of a file that is locked they go later: what was delivered must not be sent again.
		else retry ??= setTimeout(removeLater, PAUSE_MS).unref();
	};
	const removeLater = (): void => {
		retry = undefined;
		removeSettled();
	};
	const sync = (): void => {
		if (settled.length > 0) pausedUntilMs = 0;
		removeSettled();
	};

	return {
		add: (alert) =>
			attempt((open) => {
				const { owner: name } = owner ?? own(open);
				const row = toRow(alert);
				open
					.prepare(
						"INSERT OR IGNORE INTO alerts (id, owner, channel, raised_at, may_mention, alert) VALUES (?, ?, ?, ?, ?, ?)",
					)
					.run(row.id, name, row.channel, row.raised_at, row.may_mention, row.alert);
			}),
		remove: (id) => {
			if (settled.push(id) === 1) queueMicrotask(removeSettled);
		},
		takeOver: (most) =>
			attempt((open) => inTransaction(open, () => takeRows(open, own(open), most)))?.map(fromRow) ?? [],
		lastMentionMs: (key) =>
			attempt((open) => open.prepare("SELECT at FROM mentions WHERE key = ?").get(key)?.["at"]) as number | undefined,
		noteMention: (key, nowMs) =>
			attempt((open) => {
				open.prepare("DELETE FROM mentions WHERE at < ?").run(nowMs - MENTIONS_MS);
				open.prepare("INSERT OR REPLACE INTO mentions VALUES (?, ?)").run(key, nowMs);
			}),
		isUsable: () => attempt(own) !== undefined,
		sync,
		close: () => {
			sync();
			clearTimeout(retry);
			if (owner) forgetOwner(owner);
			attempt((open) => open.prepare("DELETE FROM owners WHERE owner = ?").run(owner?.owner ?? ""));
			pausedUntilMs = Number.POSITIVE_INFINITY;
			database?.database.close();
			database = undefined;
		},
	};
}

function removeAll(open: Database, ids: readonly string[]): true {
	const statement = open.prepare("DELETE FROM alerts WHERE id = ?");
	for (const id of ids) statement.run(id);
	return true;
}

/** Rows of owners that are gone, oldest first, now the caller's. */
function takeRows(open: Database, { owner }: Owner, most: number): Row[] {
	const nowMs = Date.now();
	// Checked: the columns are those of the interface.
	const owners = open.prepare("SELECT * FROM owners").all() as unknown as Owner[];
	for (const each of owners)
		if (!isAlive(each, nowMs)) open.prepare("DELETE FROM owners WHERE owner = ?").run(each.owner);
	const rows = open
		.prepare("SELECT * FROM alerts WHERE owner NOT IN (SELECT owner FROM owners) ORDER BY seq LIMIT ?")
		.all(most) as unknown as Row[];
	const take = open.prepare("UPDATE alerts SET owner = ? WHERE id = ?");
	for (const { id } of rows) take.run(owner, id);
	return rows;
}

function inTransaction<Value>(open: Database, run: () => Value): Value {
	// Immediate: two processes must not take the same rows.
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
