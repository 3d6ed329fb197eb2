import type { SandboxLimits, Window } from "./limits.ts";

/** What is counted, all in ms of the sandbox's clock. */
export interface RateState {
	/** Fixed windows that open with their first request. */
	readonly buckets: Map<string, { used: number; resetAtMs: number }>;
	/** When messages were posted, per channel. */
	readonly channels: Map<string, number[]>;
	/** When requests were made, per address. */
	readonly addresses: Map<string, number[]>;
	/** When invalid answers were given, per address. */
	readonly invalid: Map<string, number[]>;
	readonly bannedUntilMs: Map<string, number>;
}

/** The limits a request can meet. */
export type LimitKind = "user" | "shared" | "global" | "write" | "ban";

/** Why a request is limited, and for how long. */
export interface Limited {
	readonly scope: "user" | "shared" | "global";
	readonly retryAfterMs: number;
}

/** How full a window is. */
export interface BucketView {
	readonly limit: number;
	readonly remaining: number;
	/** Until the window ends, or for a sliding one until its oldest event leaves it; 0 when it is empty. */
	readonly resetAfterMs: number;
}

/** How full a bucket is, without spending anything. */
export function viewBucket(
	rates: RateState,
	key: string,
	{ window, nowMs }: { readonly window: Window; readonly nowMs: number },
): BucketView {
	const bucket = rates.buckets.get(key);
	if (!bucket || nowMs >= bucket.resetAtMs) return { limit: window.max, remaining: window.max, resetAfterMs: 0 };
	return { limit: window.max, remaining: window.max - bucket.used, resetAfterMs: bucket.resetAtMs - nowMs };
}

/** How full a sliding window is. */
export function viewSlide(
	log: ReadonlyMap<string, readonly number[]>,
	key: string,
	{ window, nowMs }: { readonly window: Window; readonly nowMs: number },
): BucketView {
	const times = log.get(key) ?? [];
	let start = 0;
	while (start < times.length && (times[start] ?? 0) <= nowMs - window.windowMs) start++;
	const oldest = times[start];
	return {
		limit: window.max,
		remaining: window.max - (times.length - start),
		resetAfterMs: oldest === undefined ? 0 : oldest + window.windowMs - nowMs,
	};
}

/** Counts a request against its bucket, whatever comes of it (facts 3.2), and tells whether it was one too many. */
export function spendBucket(
	rates: RateState,
	key: string,
	{ window, nowMs }: { readonly window: Window; readonly nowMs: number },
): BucketView & { readonly isOver: boolean } {
	let bucket = rates.buckets.get(key);
	if (!bucket || nowMs >= bucket.resetAtMs) {
		bucket = { used: 0, resetAtMs: nowMs + window.windowMs };
		rates.buckets.set(key, bucket);
	}
	const isOver = bucket.used >= window.max;
	if (!isOver) bucket.used++;
	return { limit: window.max, remaining: window.max - bucket.used, resetAfterMs: bucket.resetAtMs - nowMs, isOver };
}

/** Counts an event in a sliding window; the wait when it is one too many, else `undefined`. */
export function slide(
	log: Map<string, number[]>,
	key: string,
	{ window, nowMs }: { readonly window: Window; readonly nowMs: number },
): number | undefined {
	const times = log.get(key) ?? [];
	while (times[0] !== undefined && times[0] <= nowMs - window.windowMs) times.shift();
	log.set(key, times);
	const [oldest] = times;
	if (times.length >= window.max && oldest !== undefined) return oldest + window.windowMs - nowMs;
	times.push(nowMs);
	return undefined;
}

/** Whether the address is banned, or becomes so by one more invalid answer (facts 3.2). */
export function countInvalid(
	rates: RateState,
	address: string,
	{ limits, nowMs }: { readonly limits: SandboxLimits; readonly nowMs: number },
): void {
	if (!limits.invalid) return;
	if (slide(rates.invalid, address, { window: limits.invalid, nowMs }) !== undefined)
		rates.bannedUntilMs.set(address, nowMs + 3_600_000);
}
