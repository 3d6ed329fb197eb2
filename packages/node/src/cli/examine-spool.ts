import { statSync } from "node:fs";
import { listKept } from "../spool/kept.ts";

/** What is in a spool. */
export interface SpoolReport {
	readonly path: string;
	/** Alerts that wait for a process to send them. */
	readonly waiting: number;
	/** Alerts that a process is sending. */
	readonly held: number;
	readonly oldestRaisedAtMs: number | undefined;
	readonly bytes: number;
	readonly problems: readonly string[];
}

/** Looks at the file of a spool without changing it. One that is not there yet is made by the first alert. */
export function examineSpool(path: string): SpoolReport {
	const stats = statSync(path, { throwIfNoEntry: false });
	const nothing = { path, waiting: 0, held: 0, oldestRaisedAtMs: undefined, bytes: stats?.size ?? 0 };
	if (!stats) return { ...nothing, problems: [] };
	try {
		const kept = listKept(path);
		const waiting = kept.filter(({ holder }) => holder === undefined).length;
		const isOpen = process.platform !== "win32" && (stats.mode & 0o077) !== 0;
		return {
			...nothing,
			waiting,
			held: kept.length - waiting,
			oldestRaisedAtMs: kept[0]?.raisedAtMs,
			problems: isOpen ? [`other users can read ${path}; run chmod 600 on it`] : [],
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { ...nothing, problems: [`${path} cannot be used as a spool: ${why}; move it away, or name another file`] };
	}
}
