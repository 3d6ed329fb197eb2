import type { RateLimitHeaders } from "../discord/rate-limit-headers.ts";

/** What is known of one webhook's short rate-limit window. Times are monotonic ms. */
export interface Bucket {
	readonly limit: number;
	readonly remaining: number;
	/** The window is over at this time. */
	readonly resetAtMs: number;
	/** Discord said so; otherwise it is our assumption. */
	readonly isTold: boolean;
}

/** 5 requests in 2 s per webhook, by a Discord maintainer (discord-api-docs #367); only until headers say better. */
const ASSUMED_LIMIT = 5;
const ASSUMED_WINDOW_MS = 2000;

/** `Reset-After` is cut to whole ms, and a timer may be a little early. */
const RESET_MARGIN_MS = 10;

/** A reset this much later than the one known belongs to a newer window. */
const NEWER_WINDOW_MS = 250;

/** A fresh bucket. With `assumes` false nothing is limited until Discord says so. */
export function createBucket(assumes: boolean): Bucket {
	const limit = assumes ? ASSUMED_LIMIT : Number.POSITIVE_INFINITY;
	return { limit, remaining: limit, resetAtMs: 0, isTold: false };
}

/** The bucket after a request has been sent. */
export function spendBucket(bucket: Bucket, nowMs: number): Bucket {
	if (nowMs < bucket.resetAtMs) return { ...bucket, remaining: Math.max(0, bucket.remaining - 1) };
	return { ...bucket, remaining: bucket.limit - 1, resetAtMs: nowMs + ASSUMED_WINDOW_MS, isTold: false };
}

/**
 * The bucket after an answer. `others` counts the requests still in flight, which the answer may not have counted.
 * Within one window the lowest `remaining` and the earliest reset hold: answers may overtake each other, and the
 * network's delay only ever makes a reset look later than it is.
 */
export function learnBucket(bucket: Bucket, rate: RateLimitHeaders, at: { readonly nowMs: number; readonly others: number }): Bucket {
	const resetAtMs = at.nowMs + rate.resetAfterMs + RESET_MARGIN_MS;
	const isSame = bucket.isTold && resetAtMs < bucket.resetAtMs + NEWER_WINDOW_MS;
	return {
		limit: rate.limit,
		remaining: isSame ? Math.min(bucket.remaining, rate.remaining) : Math.max(0, rate.remaining - at.others),
		resetAtMs: isSame ? Math.min(bucket.resetAtMs, resetAtMs) : resetAtMs,
		isTold: true,
	};
}

/** A 429 that names no bucket: what we assume was too much. */
export function tightenBucket(bucket: Bucket): Bucket {
	return { ...bucket, limit: Math.max(1, Math.min(bucket.limit, ASSUMED_LIMIT) - 1) };
}

/** Who asks: P0, P1, all others. */
export type Urgency = "p0" | "p1" | "rest";

/** How late in its window the slot kept for P0 and P1 is given to others, ms before the reset. */
export interface Reserve {
	readonly lateMs: number;
}

/**
 * When a request may be sent without being refused. The last slot of a window is kept for P0 and P1 until late in it;
 * an assumption never delays a P0, only what Discord has told does (design rules 6 and 7).
 */
export function bucketReadyAt(bucket: Bucket, nowMs: number, { urgency, lateMs }: Reserve & { readonly urgency: Urgency }): number {
	if (nowMs >= bucket.resetAtMs || (urgency === "p0" && !bucket.isTold)) return nowMs;
	const kept = urgency === "rest" && bucket.limit > 1 ? 1 : 0;
	if (bucket.remaining > kept) return nowMs;
	return bucket.remaining > 0 ? Math.max(nowMs, bucket.resetAtMs - lateMs) : bucket.resetAtMs;
}
