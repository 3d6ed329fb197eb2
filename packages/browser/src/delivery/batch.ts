import type { Entry } from "./entry.ts";

/** What a body says besides its alerts. */
export interface Envelope {
	/** This page's clock, ms since the epoch. */
	readonly sentAtMs: number;
	/** Asks for outcomes. */
	readonly wait: boolean;
	/** Alerts given up since the last answer. */
	readonly lost: number;
}

/** The relay's bound (docs/relay-protocol.md). */
const MOST_ALERTS = 100;

/** The envelope, and a comma per alert. */
export const ENVELOPE_BYTES = 128;

/** The first entries that fit into a body of `maxBytes`; what is too large lets smaller ones pass. */
export function pickBatch(entries: readonly Entry[], maxBytes: number): Entry[] {
	let room = maxBytes - ENVELOPE_BYTES;
	const picked: Entry[] = [];
	for (const entry of entries) {
		if (picked.length === MOST_ALERTS) break;
		if (entry.bytes >= room) continue;
		room -= entry.bytes + 1;
		picked.push(entry);
	}
	return picked;
}

/** The body of a request, version 1. */
export function toBody(entries: readonly Pick<Entry, "json">[], { sentAtMs, wait, lost }: Envelope): string {
	const head = JSON.stringify({ v: 1, sentAtMs, ...(wait && { wait }), ...(lost > 0 && { lost }) });
	return `${head.slice(0, -1)},"alerts":[${entries.map(({ json }) => json).join()}]}`;
}
