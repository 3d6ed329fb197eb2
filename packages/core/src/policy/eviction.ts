/**
 * Which rank gives up its oldest when a queue is over its bound: the least severe that waits, so P0 last (design rule 13).
 * `counts` has how many wait per rank, most severe first; the newcomer is counted. -1 when nothing waits.
 */
export function decideEviction(counts: readonly number[]): number {
	return counts.findLastIndex((count) => count > 0);
}
