/** Keeps pings rare: one key mentions at most once per 10 min, all keys together at most 5 times in 60 s (design rule 10). */
export interface MentionCooldown {
	/** Whether an alert of `key` may ping at `nowMs` (monotonic ms); counts it when it may. */
	allow(key: string, nowMs: number): boolean;
}

/** How long a key may not ping again, ms. */
export const MENTION_PAUSE_MS = 600_000;
const WINDOW_MS = 60_000;
const PER_WINDOW = 5;

/** Nobody has been pinged. It remembers no more than the keys of 10 min, 50 at most. */
export function createMentionCooldown(): MentionCooldown {
	const pinged = new Map<string, number>();
	return {
		allow: (key, nowMs) => {
			for (const [other, timeMs] of pinged) if (nowMs - timeMs >= MENTION_PAUSE_MS) pinged.delete(other);
			const recent = [...pinged.values()].filter((timeMs) => nowMs - timeMs < WINDOW_MS);
			if (pinged.has(key) || recent.length >= PER_WINDOW) return false;
			pinged.set(key, nowMs);
			return true;
		},
	};
}
