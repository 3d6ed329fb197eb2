/** Remembers ids that were accepted (design rule 16). */
export interface SeenIds {
	has(id: string, nowMs: number): boolean;
	add(id: string, nowMs: number): void;
}

/**
 * Remembers each of the last `most` ids for `keepMs`: two generations, of which the older is forgotten whole when the
 * younger is full or old, so that up to twice as many are held for up to twice as long.
 */
export function createSeenIds(most: number, keepMs: number): SeenIds {
	let young = new Set<string>();
	let old = new Set<string>();
	let turnedMs = Number.NEGATIVE_INFINITY;
	const turn = (nowMs: number): void => {
		if (young.size < most && nowMs - turnedMs < keepMs) return;
		old = nowMs - turnedMs < 2 * keepMs ? young : new Set();
		young = new Set();
		turnedMs = nowMs;
	};
	return {
		has: (id, nowMs) => {
			turn(nowMs);
			return young.has(id) || old.has(id);
		},
		add: (id, nowMs) => {
			turn(nowMs);
			young.add(id);
		},
	};
}
