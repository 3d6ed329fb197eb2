import type { BucketView } from "../../rate-limit.ts";
import type { Entry } from "./wire.ts";

/** What a webhook may still do, by this page's clock: the sandbox's own may stand still or jump. */
export interface GaugeState {
	/** Posts of the webhook, as its headers tell; absent when that limit is off. */
	readonly bucket: Level | undefined;
	/** Messages of its channel, which Discord tells nobody. */
	readonly channel: Level | undefined;
	/** When a 429 allows the next request, ms; 0 when none is in force. */
	readonly waitUntilMs: number;
}

/** How full a window is. */
export interface Level {
	readonly limit: number;
	readonly remaining: number;
	readonly resetAtMs: number;
}

/** The level of a window that was looked at now. */
export function toLevel(view: BucketView | undefined, nowMs: number): Level | undefined {
	return view && { limit: view.limit, remaining: view.remaining, resetAtMs: nowMs + view.resetAfterMs };
}

/** What is left now: a window that is over is full again. */
export function remainingAt({ limit, remaining, resetAtMs }: Level, nowMs: number): number {
	return nowMs >= resetAtMs ? limit : remaining;
}

/** The gauge after a request that was answered now; `undefined` if the request tells nothing of it. */
export function readGauge(entry: Entry, before: GaugeState | undefined, nowMs: number): GaugeState | undefined {
	const waitSeconds = entry.status === 429 ? toWaitSeconds(entry) : undefined;
	const waitUntilMs = waitSeconds === undefined ? (before?.waitUntilMs ?? 0) : nowMs + waitSeconds * 1000;
	if (!entry.gauge) return before;
	return {
		bucket: toLevel(entry.gauge.bucket, nowMs),
		channel: toLevel(entry.gauge.channel, nowMs),
		waitUntilMs,
	};
}

/** How long a 429 tells the client to wait, seconds: the body is exact, the header is rounded up. */
export function toWaitSeconds({ responseBody, responseHeaders }: Entry): number | undefined {
	const told = /"retry_after":\s*([\d.]+)/.exec(responseBody)?.[1] ?? responseHeaders["retry-after"];
	const seconds = Number(told);
	return told === undefined || !Number.isFinite(seconds) ? undefined : seconds;
}
