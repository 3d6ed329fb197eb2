import type { Entry } from "./entry.ts";

/** Waiting entries, one first-in-first-out row per rank. */
export interface Queue {
	readonly size: number;
	/** How many wait per rank. */
	counts(): readonly number[];
	push(entry: Entry): void;
	/** Back to the head, keeping their order: they have been tried before. */
	putBack(entries: readonly Entry[]): void;
	/** The oldest entries of these ranks, most severe first. */
	peek(ranks: readonly number[], most: number): Entry[];
	remove(entries: readonly Entry[]): void;
	/** Takes out the oldest of a rank. */
	shift(rank: number): Entry | undefined;
	/** Takes out all that are too old; each row is in order of age, so only heads are looked at. */
	expire(nowMs: number): Entry[];
	/** When the next entry becomes too old; Infinity when none waits. */
	nextExpiryMs(): number;
	/** Takes out everything of these ranks. */
	drain(ranks: readonly number[]): Entry[];
}

/** All ranks, most severe first. */
export const ALL_RANKS: readonly number[] = [0, 1, 2, 3, 4, 5];

/** An empty queue. Its bound is kept by the caller, who also decides whom to evict. */
export function createQueue(): Queue {
	const rows: Entry[][] = ALL_RANKS.map(() => []);
	const row = (rank: number): Entry[] => rows[rank] ?? [];
	const queue: Queue = {
		get size() {
			return rows.reduce((sum, { length }) => sum + length, 0);
		},
		counts: () => rows.map(({ length }) => length),
		push: (entry) => {
			const entries = row(entry.rank);
			let at = entries.length;
			// Only an entry from another lane may be older than the last one.
			while (at > 0 && (entries[at - 1]?.expiresAtMs ?? 0) > entry.expiresAtMs) at--;
			entries.splice(at, 0, entry);
		},
		putBack: (entries) => {
			for (const entry of entries.toReversed()) row(entry.rank).unshift(entry);
		},
		peek: (ranks, most) => ranks.flatMap((rank) => row(rank).slice(0, most)).slice(0, most),
		remove: (entries) => {
			for (const entry of entries) {
				const index = row(entry.rank).indexOf(entry);
				if (index >= 0) row(entry.rank).splice(index, 1);
			}
		},
		shift: (rank) => row(rank).shift(),
		expire: (nowMs) => {
			const expired: Entry[] = [];
			for (const entries of rows) {
				while (entries[0] && entries[0].expiresAtMs <= nowMs) expired.push(...entries.splice(0, 1));
			}
			return expired;
		},
		nextExpiryMs: () => Math.min(...rows.map((entries) => entries[0]?.expiresAtMs ?? Number.POSITIVE_INFINITY)),
		drain: (ranks) => ranks.flatMap((rank) => row(rank).splice(0)),
	};
	return queue;
}
