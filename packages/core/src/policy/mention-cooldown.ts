/** Keeps pings rare: one key mentions at most once per 10 min, all keys together at most 5 times in 60 s (design rule 10). */
export interface MentionCooldown {
	/** Whether an alert of `key` may ping at `nowMs` (monotonic ms); counts it when it may. */
	allow(key: string, nowMs: number): boolean;
}

/** How long a key may not ping again, ms. */
export const MENTION_PAUSE_MS = 600_000;
const WINDOW_MS = 60_000;
const PER_WINDOW = 5;
const MAX_KEYS = 10_000;

/** Nobody has been pinged. */
export function createMentionCooldown(): MentionCooldown {
	const last = new Map<string, number>();
	let recent: readonly number[] = [];
	return {
		allow: (key, nowMs) => {
			recent = recent.filter((time) => nowMs - time < WINDOW_MS);
			const lastMs = last.get(key);
			if (recent.length >= PER_WINDOW || (lastMs !== undefined && nowMs - lastMs < MENTION_PAUSE_MS)) return false;
			recent = [...recent, nowMs];
			last.delete(key);
			last.set(key, nowMs);
			const [oldest] = last.keys();
			if (last.size > MAX_KEYS && oldest !== undefined) last.delete(oldest);
			return true;
		},
	};
}
