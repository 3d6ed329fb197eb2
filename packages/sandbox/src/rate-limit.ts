import type { SandboxLimits, Window } from "./limits.ts";

/** What is counted, all in ms of the sandbox's clock. */
export interface RateState {
	/** Fixed windows that open with their first request. */
	readonly buckets: Map<string, { used: number; resetAtMs: number }>;
	/** When messages were posted, per channel. */
	readonly channels: Map<string, number[]>;
	/** When messages were posted, per channel, for the write limit. */
	readonly writes: Map<string, number[]>;
	/** When old messages were edited, per channel. */
	readonly oldEdits: Map<string, number[]>;
	/** When requests were made, per address. */
	readonly addresses: Map<string, number[]>;
	/** When invalid answers were given, per address. */
	readonly invalid: Map<string, number[]>;
	/** When unknown webhooks were asked for, per address. */
	readonly unknown: Map<string, number[]>;
	readonly bannedUntilMs: Map<string, number>;
}

/** Nothing counted yet. */
export function createRateState(): RateState {
	return {
		buckets: new Map(),
		channels: new Map(),
		writes: new Map(),
		oldEdits: new Map(),
		addresses: new Map(),
		invalid: new Map(),
		unknown: new Map(),
		bannedUntilMs: new Map(),
	};
}

/** The limits a request can meet. */
export type LimitKind = "user" | "shared" | "global" | "write" | "old-edits" | "ban";

/** Why a request is limited, and for how long. */
export interface Limited {
	readonly kind: Exclude<LimitKind, "ban">;
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

/** Counts an answer that Discord counts against an address, and bans it when it was one too many (facts 3.2). */
export function countAgainst(
	rates: RateState,
	address: string,
	{
		status,
		isUnknown,
		limits,
		nowMs,
	}: { readonly status: number; readonly isUnknown: boolean; readonly limits: SandboxLimits; readonly nowMs: number },
): void {
	const isInvalid = status === 401 || status === 403 || status === 429;
	const isOver =
		(isInvalid && limits.invalid && slide(rates.invalid, address, { window: limits.invalid, nowMs })) ||
		(isUnknown && limits.unknown && slide(rates.unknown, address, { window: limits.unknown, nowMs }));
	if (isOver) rates.bannedUntilMs.set(address, nowMs + limits.banMs);
}

/** Maps of windows are swept when they grow past so many keys, so that hostile ids cannot fill the memory. */
const MOST_KEYS = 10_000;

/** Forgets windows that are over. */
export function sweep(rates: RateState, nowMs: number): void {
	forget(rates.buckets, ({ resetAtMs }) => resetAtMs <= nowMs);
	const isOver = (times: readonly number[]): boolean => (times.at(-1) ?? 0) <= nowMs - 600_000;
	for (const log of [rates.channels, rates.writes, rates.oldEdits, rates.addresses, rates.invalid, rates.unknown])
		forget(log, isOver);
}

function forget<Value>(map: Map<string, Value>, isOver: (value: Value) => boolean): void {
	if (map.size <= MOST_KEYS) return;
	for (const [key, value] of map) if (isOver(value)) map.delete(key);
}
