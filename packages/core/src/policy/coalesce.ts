import { LIMITS } from "../discord/limits.ts";

/** What decides whether a waiting alert may share a message. */
export interface Shareable {
	/** Equal for alerts that may share: same mention, thread, silence and left-out parts; `undefined` never shares. */
	readonly shareKey: string | undefined;
	/** Characters of its embed that count towards the 6000 of a message. */
	readonly size: number;
	/** Discord shows only the first of several embeds with an equal `url`. */
	readonly url: string | undefined;
}

/**
 * How many of the waiting alerts, from the first on, go into one message: at most 10 embeds and 6000 characters, no
 * mixture, no equal URLs. It never skips one, so that order is kept (design rule 8).
 */
export function countShared(waiting: readonly Shareable[]): number {
	const first = waiting[0];
	if (first?.shareKey === undefined) return Math.min(1, waiting.length);
	const urls = new Set<string>();
	let size = 0;
	let count = 0;
	for (const { shareKey, size: ownSize, url } of waiting.slice(0, LIMITS.embeds)) {
		if (shareKey !== first.shareKey || size + ownSize > LIMITS.total || (url !== undefined && urls.has(url))) break;
		if (url !== undefined) urls.add(url);
		size += ownSize;
		count++;
	}
	return Math.max(1, count);
}
