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

/** The bucket when a request is sent: the first one after a reset opens a new window, of which nothing is told yet. */
export function openBucket(bucket: Bucket, nowMs: number): Bucket {
	if (nowMs < bucket.resetAtMs) return bucket;
	return { ...bucket, remaining: bucket.limit, resetAtMs: nowMs + ASSUMED_WINDOW_MS, isTold: false };
}

/**
 * The bucket after an answer. Within one window the lowest `remaining` and the earliest reset hold: answers may overtake
 * each other, and the network's delay only ever makes a reset look later than it is.
 */
export function learnBucket(bucket: Bucket, rate: RateLimitHeaders | undefined, nowMs: number): Bucket {
	if (!rate) return { ...bucket, remaining: bucket.remaining - 1, isTold: false };
	const resetAtMs = nowMs + rate.resetAfterMs + RESET_MARGIN_MS;
	const isSame = bucket.isTold && resetAtMs < bucket.resetAtMs + NEWER_WINDOW_MS;
	return {
		limit: rate.limit,
		remaining: isSame ? Math.min(bucket.remaining, rate.remaining) : rate.remaining,
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

/** Who asks for a slot. */
export interface Asker {
	readonly urgency: Urgency;
	/** How late in its window the slot kept for P0 and P1 is given to others, ms before the reset. */
	readonly lateMs: number;
	/** Requests sent and not answered; the bucket may not have counted them. */
	readonly inFlight: number;
}

/**
 * When a request may be sent without being refused. The last slot of a window is kept for P0 and P1 until late in it;
 * an assumption never delays a P0, only what Discord has told does (design rules 6 and 7).
 */
export function bucketReadyAt(bucket: Bucket, nowMs: number, { urgency, lateMs, inFlight }: Asker): number {
	if (nowMs >= bucket.resetAtMs || (urgency === "p0" && !bucket.isTold)) return nowMs;
	const free = bucket.remaining - inFlight;
	const kept = urgency === "rest" && bucket.limit > 1 ? 1 : 0;
	if (free > kept) return nowMs;
	return free > 0 ? Math.max(nowMs, bucket.resetAtMs - lateMs) : bucket.resetAtMs;
}
