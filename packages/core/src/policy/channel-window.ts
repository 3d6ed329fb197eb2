import type { Urgency } from "./bucket.ts";

/**
 * The hidden limit of a Discord channel: 30 messages in 60 s over all its webhooks, in no header (discord-api-docs
 * #367, #4043; a Discord maintainer). It is learned by the 429s it causes and remembered as a value.
 */
export interface ChannelWindow {
	/** When the last messages were answered, oldest first; monotonic ms. */
	readonly times: readonly number[];
	/** What is configured: messages in 60 s. */
	readonly max: number;
	/** What the last 429 taught, and when. */
	readonly learned: number;
	readonly learnedAtMs: number;
}

const WINDOW_MS = 60_000;
const MARGIN_MS = 50;

/** Of the limit four are kept for P0 and P1, two of those for P0 alone (design rule 7). */
const KEPT: Readonly<Record<Urgency, number>> = { p0: 0, p1: 2, rest: 4 };

/** A fresh window for `max` messages in 60 s. */
export function createChannelWindow(max: number): ChannelWindow {
	return { times: [], max, learned: max, learnedAtMs: 0 };
}

/** The window after a message was answered. */
export function countMessage(window: ChannelWindow, nowMs: number): ChannelWindow {
	if (window.max === Number.POSITIVE_INFINITY) return window; // nothing is assumed, so nothing need be remembered
	return { ...window, times: [...recent(window.times, nowMs), nowMs].slice(-window.max) };
}

/** The window after a 429 that only the hidden limit explains: what went through before it is the limit, at least 5. */
export function tightenWindow(window: ChannelWindow, nowMs: number): ChannelWindow {
	const seen = recent(window.times, nowMs).length;
	return { ...window, learned: Math.max(5, Math.min(seen, currentLimit(window, nowMs))), learnedAtMs: nowMs };
}

/** When a message may be sent; `inFlight` counts those not answered yet. A P0 is never delayed by this assumption. */
export function windowReadyAt(
	window: ChannelWindow,
	nowMs: number,
	{ urgency, inFlight }: { readonly urgency: Urgency; readonly inFlight: number },
): number {
	if (urgency === "p0" || window.max === Number.POSITIVE_INFINITY) return nowMs;
	const times = recent(window.times, nowMs);
	const allowed = Math.max(1, currentLimit(window, nowMs) - KEPT[urgency]);
	const over = times.length + inFlight - allowed;
	if (over < 0) return nowMs;
	return (times[Math.min(over, times.length - 1)] ?? nowMs) + WINDOW_MS + MARGIN_MS;
}

/** A learned limit is eased by one for each minute without a new 429. */
function currentLimit({ max, learned, learnedAtMs }: ChannelWindow, nowMs: number): number {
	return Math.min(max, learned + Math.floor((nowMs - learnedAtMs) / WINDOW_MS));
}

function recent(times: readonly number[], nowMs: number): readonly number[] {
	return times.filter((time) => time > nowMs - WINDOW_MS - MARGIN_MS);
}
