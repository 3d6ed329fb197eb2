import { pickBatch, toBody } from "./batch.ts";
import type { Entry } from "./entry.ts";
import type { PumpWorld } from "./pump.ts";

/** 64 KiB for all beacons and keepalive requests of a page together (Chromium; measured, 156), less what other scripts need. */
const QUOTA_BYTES = 61_440;
const TRIES = 4;

/**
 * Hands everything that nobody has answered for to the browser, worst first, in one beacon: the moment is synchronous, and
 * Firefox loses some of several requests. `reserved` bytes of the quota are taken. Safe to call for each of the events that
 * may be the last. That the browser took it does not mean that it arrived, so all of it still waits for its answer.
 */
export function flushLast(world: Pick<PumpWorld, "due" | "address" | "clock" | "lost">, reserved: number): void {
	const waiting = world.due().filter(({ isBeaconed }) => !isBeaconed);
	let room = QUOTA_BYTES - reserved;
	for (let tried = 0; tried < TRIES; tried++) {
		const batch = pickBatch(waiting, room);
		if (batch.length === 0) return;
		if (beacon(world.address.now(), toBody(batch, world))) {
			for (const entry of batch) {
				entry.isBeaconed = true;
				entry.attempts++;
			}
			return;
		}
		room /= 2;
	}
}

/** A string goes as `text/plain`, which needs no preflight. Workers have no beacon. */
function beacon(url: string, body: string): boolean {
	try {
		return navigator.sendBeacon?.(url, body);
	} catch {
		return false;
	}
}

/** It may be sent again by a beacon: the page has been seen again. */
export function forgetBeacons(entries: readonly Entry[]): void {
	for (const entry of entries) entry.isBeaconed = false;
}
