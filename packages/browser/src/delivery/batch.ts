import type { Clock } from "@dat/core";
import type { Entry } from "./entry.ts";

/** What a body says of its page. */
export interface Sender {
	readonly clock: Clock;
	/** Alerts that the page had to give up and has not told of yet; the relay says so in the next message. */
	readonly lost: { count: number };
}

/** The relay's bound (docs/relay-protocol.md). */
const MOST_ALERTS = 100;

/** All of a body but its alerts. */
const ENVELOPE_BYTES = 128;

/** The first entries that fit into a body of `maxBytes`; what is too large lets smaller ones pass. */
export function pickBatch(entries: readonly Entry[], maxBytes: number): Entry[] {
	let room = maxBytes - ENVELOPE_BYTES;
	return entries
		.filter(({ bytes }) => {
			const fits = bytes < room;
			// With a comma.
			if (fits) room -= bytes + 1;
			return fits;
		})
		.slice(0, MOST_ALERTS);
}

/** The body of a request, version 1; with `wait` it asks for outcomes. */
export function toBody(entries: readonly Entry[], { clock, lost }: Sender, wait = false): string {
	const alerts = entries.map(({ json }) => json).join();
	return `{"v":1,"sentAtMs":${clock.now()},"wait":${wait},"lost":${lost.count},"alerts":[${alerts}]}`;
}
