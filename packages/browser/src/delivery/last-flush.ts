import { pickBatch, toBody } from "./batch.ts";
import type { Entry } from "./entry.ts";
import type { PumpWorld } from "./pump.ts";

/** What a last flush works with. */
export interface LastFlushWorld extends Pick<PumpWorld, "due" | "address" | "clock" | "lost"> {
	/** Bytes of the quota that are taken. */
	readonly reserved: () => number;
}

/** 64 KiB for all beacons and keepalive requests of a page together (Chromium; measured, 156), less what other scripts need. */
const QUOTA_BYTES = 61_440;
const TRIES = 4;

/**
 * Hands everything that nobody has answered for to the browser, worst first, in one beacon: the moment is synchronous, and
 * Firefox loses some of several requests. Safe to call for each of the events that may be the last. That the browser took
 * it does not mean that it arrived, so all of it still waits for its answer.
 */
export function flushLast({ due, address, clock, lost, reserved }: LastFlushWorld): void {
	const waiting = due().filter(({ isBeaconed }) => !isBeaconed);
	let room = QUOTA_BYTES - reserved();
	for (let tried = 0; tried < TRIES; tried++) {
		const batch = pickBatch(waiting, room);
		if (batch.length === 0) return;
		const body = toBody(batch, { sentAtMs: clock.now(), wait: false, lost: lost.count });
		if (beacon(address.now(), body)) {
			for (const entry of batch) Object.assign(entry, { isBeaconed: true, attempts: entry.attempts + 1 });
			return;
		}
		room /= 2;
	}
}

/** A string goes as `text/plain`, which needs no preflight. Workers have no beacon. */
function beacon(url: string, body: string): boolean {
	try {
		return navigator.sendBeacon?.(url, body) ?? false;
	} catch {
		return false;
	}
}

/** It may be sent again by a beacon: the page has been seen again. */
export function forgetBeacons(entries: readonly Entry[]): void {
	for (const entry of entries) entry.isBeaconed = false;
}
