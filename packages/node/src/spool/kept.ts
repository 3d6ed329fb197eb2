import { DatabaseSync } from "node:sqlite";
import type { Owner } from "@dat/core/adapter";
import { owners } from "./owners.ts";

/** An alert in a spool, for a person to look at. */
export interface Kept {
	readonly id: string;
	readonly severity: string;
	readonly channel: string;
	readonly title: string;
	/** Wall clock, ms. */
	readonly raisedAtMs: number;
	/** The process that is sending it; `undefined` when it waits for anybody. */
	readonly holder: Pick<Owner, "host" | "pid"> | undefined;
}

/**
 * What a spool holds, oldest first. It neither creates nor changes the file.
 *
 * @throws what SQLite throws for a file that is no spool or cannot be read.
 */
export function listKept(path: string): Kept[] {
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		return readKept(database);
	} finally {
		database.close();
	}
}

/**
 * Drops those that `isMeant`, except what a process is sending: it would send it all the same. Returns what was dropped.
 *
 * @throws what SQLite throws, and then nothing is dropped.
 */
export function dropKept(path: string, isMeant: (kept: Kept) => boolean): Kept[] {
	const database = new DatabaseSync(path);
	try {
		// A person waits longer than a server may, for a file that another process is writing.
		database.exec("PRAGMA busy_timeout = 5000");
		// From here on nobody takes over what is seen waiting. Closing without COMMIT undoes it.
		database.exec("BEGIN IMMEDIATE");
		const dropped = readKept(database).filter((kept) => kept.holder === undefined && isMeant(kept));
		const remove = database.prepare("DELETE FROM alerts WHERE id = ?");
		for (const { id } of dropped) remove.run(id);
		database.exec("COMMIT");
		return dropped;
	} finally {
		database.close();
	}
}

/** What of a row is shown. */
interface Row {
	readonly id: string;
	readonly owner: string;
	readonly channel: string;
	readonly raised_at: number;
	/** JSON. */
	readonly alert: string;
}

function readKept(database: DatabaseSync): Kept[] {
	const nowMs = Date.now();
	// Checked: the columns are those of the interfaces.
	const all = database.prepare("SELECT * FROM owners").all() as unknown as Owner[];
	const alive = new Map(all.filter((each) => owners.isAlive(each, nowMs)).map((each) => [each.owner, each]));
	const rows = database.prepare("SELECT * FROM alerts ORDER BY seq").all() as unknown as Row[];
	return rows.map((row) => toKept(row, alive.get(row.owner)));
}

function toKept({ id, channel, raised_at: raisedAtMs, alert }: Row, owner: Owner | undefined): Kept {
	const { severity, title } = readHead(alert);
	return { id, severity, channel, title, raisedAtMs, holder: owner && { host: owner.host, pid: owner.pid } };
}

/** Who looks at a spool may do so because something is wrong with it. */
function readHead(alert: string): { readonly severity: string; readonly title: string } {
	try {
		const { severity, title } = JSON.parse(alert);
		return { severity: String(severity), title: String(title) };
	} catch {
		return { severity: "?", title: "(it cannot be read)" };
	}
}
