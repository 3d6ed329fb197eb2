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

/** Why a request is limited, and for how long. */
export interface Limited {
	readonly scope: "user" | "shared" | "global";
	readonly retryAfterMs: number;
}

/** What the rate-limit headers say of the bucket. */
export interface BucketView {
	readonly limit: number;
	readonly remaining: number;
	readonly resetAfterMs: number;
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
