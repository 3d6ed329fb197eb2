import { DatabaseSync } from "node:sqlite";
import { type FileSpool, openSpool, type SqliteDatabase } from "@dat/core/adapter";
import type { VirtualClock } from "@dat/core/testing";

/** A disk with one spool, which outlives the processes that write to it. */
export interface Disk {
	/** Writes fail while it is. */
	isFull: boolean;
	/** The spool, as a new process opens it; what was opened before belongs to processes that are gone. */
	open(warn: (text: string) => void): FileSpool;
	countLeft(): number;
	destroy(): void;
}

/** The spool is core's own on a real SQLite in memory; only the disk below it is played. */
export function createDisk(clock: VirtualClock): Disk {
	const database = new DatabaseSync(":memory:");
	let life = 0;
	let opened: FileSpool | undefined;
	const disk: Disk = {
		isFull: false,
		open: (warn) => {
			const pid = ++life;
			opened = openSpool(
				"spool.db",
				{
					clock: { ...clock, schedule: (delayMs, run) => clock.schedule(delayMs, () => pid === life && run()) },
					open: () => fragile(database, () => disk.isFull || pid !== life),
					owners: {
						create: () => ({ owner: `process ${pid}`, host: "here", pid, seen_at: clock.now() }),
						forget: () => {},
						isAlive: (owner) => owner.pid === life,
					},
					base64: {
						encode: (bytes) => Buffer.from(bytes).toString("base64"),
						decode: (text) => Buffer.from(text, "base64"),
					},
				},
				warn,
			);
			return opened;
		},
		countLeft: () => Number(database.prepare("SELECT count(*) AS n FROM alerts").get()?.["n"]),
		destroy: () => {
			opened?.close();
			database.close();
		},
	};
	return disk;
}

/** A database whose writes fail when asked to. */
function fragile(database: DatabaseSync, isBroken: () => boolean): SqliteDatabase {
	const check = (): void => {
		if (isBroken()) throw new Error("database or disk is full");
	};
	return {
		exec: (sql) => {
			if (!/ROLLBACK/.test(sql)) check();
			database.exec(sql);
		},
		prepare: (sql) => {
			const statement = database.prepare(sql);
			return {
				run: (...values) => {
					check();
					return statement.run(...values);
				},
				get: (...values) => statement.get(...values),
				all: (...values) => statement.all(...values),
			};
		},
		close: () => {},
	};
}
