import { pickBatch, type Sender, toBody } from "./batch.ts";
import type { Entry } from "./entry.ts";
import { REQUEST } from "./exchange.ts";
import type { RelayAddress } from "./relay-address.ts";

declare global {
	/** Chromium 135 and later: a request for when the page is gone, whatever ends it. */
	var fetchLater: ((url: string, init: RequestInit) => unknown) | undefined;
}

/** A request's most is 64 KiB with its URL and headers, apart from what beacons share (measured in Chromium, 156). */
const MOST_BYTES = 57_344;

/**
 * Leaves with the browser what is to be sent if this page ends without another word, as by a crash of its process. What is
 * given replaces what was left before; an empty list takes it back.
 */
export function createInsurance(
	world: Sender & { readonly address: RelayAddress },
): (entries: readonly Entry[]) => void {
	let left: AbortController | undefined;
	return (entries) => {
		left?.abort();
		const batch = pickBatch(entries, MOST_BYTES);
		if (batch.length === 0) return;
		left = new AbortController();
		try {
			globalThis.fetchLater?.(world.address.now(), { ...REQUEST, body: toBody(batch, world), signal: left.signal });
		} catch {
			// The origin's quota is spent, or the page's policy forbids it.
		}
	};
}
