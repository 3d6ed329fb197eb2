import { readReply, type Verdict } from "./answer.ts";
import { type Sender, toBody } from "./batch.ts";
import type { Entry } from "./entry.ts";
import { exchange, type Reply } from "./exchange.ts";
import type { RelayAddress } from "./relay-address.ts";
import { byteLength } from "./to-json.ts";

/** What flights need. */
export interface FlightWorld extends Sender {
	readonly address: RelayAddress;
	/** Hears of every request. */
	readonly onReply: (batch: readonly Entry[], reply: Reply, durationMs: number) => void;
}

/** Makes the requests of a page that lives. */
export interface Flights {
	/** Sends a batch, and reads what comes back. Never rejects. */
	fly(batch: readonly Entry[]): Promise<Verdict>;
	/** Bytes in requests that outlive the page. */
	reserved(): number;
}

/** Most of the 64 KiB that Chromium gives a page for what outlives it is left to its last beacon. */
const KEEPALIVE_BYTES = 16_384;

/** No request under way. */
export function createFlights(world: FlightWorld): Flights {
	const { address, clock, lost, onReply } = world;
	let reserved = 0;
	return {
		fly: async (batch) => {
			const startedMs = clock.elapsed();
			const told = lost.count;
			const body = toBody(batch, world, batch[0]?.isAwaited);
			const bytes = byteLength(body);
			const keepalive = reserved + bytes <= KEEPALIVE_BYTES;
			if (keepalive) reserved += bytes;
			for (const entry of batch) {
				entry.isFlying = true;
				entry.attempts++;
			}
			const reply = await exchange({ url: await address.ready(), body, keepalive });
			if (keepalive) reserved -= bytes;
			for (const entry of batch) entry.isFlying = false;
			onReply(batch, reply, clock.elapsed() - startedMs);
			const verdict = readReply(reply, batch.length);
			if (verdict.kind === "answered") lost.count -= told;
			return verdict;
		},
		reserved: () => reserved,
	};
}
