import type { Entry } from "./entry.ts";

/** Waiting entries, one first-in-first-out row per rank. */
export interface Queue {
	size(): number;
	/** How many of a rank wait. */
	count(rank: number): number;
	push(entry: Entry): void;
	/** Back to the head, keeping their order: they have been tried before. */
	putBack(entries: readonly Entry[]): void;
	/** The oldest entries of these ranks, rank by rank. */
	peek(ranks: readonly number[], most: number): Entry[];
	remove(entries: readonly Entry[]): void;
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
	return {
		size: () => rows.reduce((sum, { length }) => sum + length, 0),
		count: (rank) => row(rank).length,
		push: (entry) => {
			const entries = row(entry.rank);
			// Only an entry from another lane may be older than the last one.
			const at = entries.findLastIndex(({ expiresAtMs }) => expiresAtMs <= entry.expiresAtMs);
			entries.splice(at + 1, 0, entry);
		},
		putBack: (entries) => {
			for (const entry of entries.toReversed()) row(entry.rank).unshift(entry);
		},
		peek: (ranks, most) => ranks.flatMap((rank) => row(rank).slice(0, most)).slice(0, most),
		remove: (entries) => {
			const heads = row(entries[0]?.rank ?? 0);
			// Nearly always those at the head; one by one they would move a long row each time.
			if (entries.every((entry, index) => heads[index] === entry)) heads.splice(0, entries.length);
			else
				for (const entry of entries) {
					const index = row(entry.rank).indexOf(entry);
					if (index >= 0) row(entry.rank).splice(index, 1);
				}
		},
		expire: (nowMs) =>
			rows.flatMap((entries) => {
				const alive = entries.findIndex(({ expiresAtMs }) => expiresAtMs > nowMs);
				return entries.splice(0, alive < 0 ? entries.length : alive);
			}),
		nextExpiryMs: () => Math.min(...rows.map(([head]) => head?.expiresAtMs ?? Number.POSITIVE_INFINITY)),
		drain: (ranks) => ranks.flatMap((rank) => row(rank).splice(0)),
	};
}
