import type { Cancel } from "../platform/clock.ts";
import type { Spool, SpooledAlert } from "../platform/spool.ts";
import { createAttempts, PAUSE_MS } from "./attempts.ts";
import { type Database, inTransaction } from "./database.ts";
import { channelsLeft, takeRows } from "./left-behind.ts";
import type { Owner } from "./owner.ts";
import { fromRow, type Row, toRow } from "./record.ts";
import type { SpoolPlatform } from "./sqlite.ts";

/** A spool in a file. */
export interface FileSpool extends Spool {
	/** Whether the file can be written now. */
	isUsable(): boolean;
	/** Notes at once what has ended; what is not noted when the process ends is sent again by the next one. */
	sync(): void;
	/** Gives back what is left to whoever opens the file next. */
	close(): void;
}

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
export function openSpool(path: string, platform: SpoolPlatform, warn: (text: string) => void): FileSpool {
	const { clock, owners, base64 } = platform;
	const { attempt, ...file } = createAttempts(path, platform, warn);
	let owner: Owner | undefined;
	let settled: Settled[] = [];
	let cancelRetry: Cancel | undefined;

	const own = (open: Database): Owner => {
		owner ??= owners.create();
		open
			.prepare("INSERT INTO owners VALUES (?, ?, ?, ?) ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at")
			.run(owner.owner, owner.host, owner.pid, clock.now());
		return owner;
	};
	const noteSettled = (): void => {
		if (settled.length === 0) return;
		const isDone = attempt((open) => inTransaction(open, () => note(open, settled)));
		if (isDone || settled.length > MOST_SETTLED) settled = [];
		// Of a file that is locked they go later: what was delivered must not be sent again.
		else cancelRetry ??= clock.schedule(PAUSE_MS, noteLater);
	};
	const noteLater = (): void => {
		cancelRetry = undefined;
		noteSettled();
	};
	const sync = (): void => {
		if (settled.length > 0) file.resume();
		noteSettled();
	};

	const settle = (one: Settled): void => {
		if (settled.push(one) === 1) void Promise.resolve().then(noteSettled);
	};

	/** None for a row that is damaged: it is told, and removed, or every start would meet it again. */
	const read = (row: Row): SpooledAlert[] => {
		const alert = fromRow(row, base64);
		if (alert) return [alert];
		warn(`an alert in the spool ${path} is damaged, and lost: ${row.id}`);
		attempt((open) => note(open, [{ id: row.id, end: "gone" }]));
		return [];
	};

	return {
		add: (alert) =>
			attempt((open) => {
				const { owner: name } = owner ?? own(open);
				const row = toRow(alert, base64);
				open
					.prepare(
						"INSERT OR IGNORE INTO alerts (id, owner, channel, raised_at, may_mention, alert) VALUES (?, ?, ?, ?, ?, ?)",
					)
					.run(row.id, name, row.channel, row.raised_at, row.may_mention, row.alert);
			}),
		remove: (id) => settle({ id, end: "gone" }),
		giveBack: (id, maybeDelivered) => settle({ id, end: maybeDelivered ? "left quiet" : "left" }),
		leftBehind: () =>
			attempt((open) => {
				own(open);
				return channelsLeft(open, owners, clock.now());
			}) ?? [],
		takeOver: (channel, most) =>
			attempt((open) => inTransaction(open, () => takeRows(open, own(open), { channel, most })))?.flatMap(read) ?? [],
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
			cancelRetry?.();
			if (owner) owners.forget(owner);
			attempt((open) => open.prepare("DELETE FROM owners WHERE owner = ?").run(owner?.owner ?? ""));
			file.close();
		},
	};
}

/** What its owner has done with: it is forgotten, or left to whoever takes it over, who may not let it ping twice. */
interface Settled {
	readonly id: string;
	readonly end: "gone" | "left" | "left quiet";
}

function note(open: Database, settled: readonly Settled[]): true {
	const notes = {
		gone: open.prepare("DELETE FROM alerts WHERE id = ?"),
		left: open.prepare("UPDATE alerts SET owner = '' WHERE id = ?"),
		"left quiet": open.prepare("UPDATE alerts SET owner = '', may_mention = 0 WHERE id = ?"),
	};
	for (const { id, end } of settled) notes[end].run(id);
	return true;
}
