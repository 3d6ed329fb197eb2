import type { Clock } from "@dat/core";
import { createAllowance } from "./allowance.ts";
import { readReply, type Verdict } from "./answer.ts";
import { toBody } from "./batch.ts";
import type { Entry } from "./entry.ts";
import { exchange, type Reply } from "./exchange.ts";
import type { LostCount } from "./lost-count.ts";
import type { RelayAddress } from "./relay-address.ts";
import { byteLength } from "./shrink.ts";

/** What flights need. */
export interface FlightWorld {
	readonly address: RelayAddress;
	readonly clock: Clock;
	readonly lost: LostCount;
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
export function createFlights({ address, clock, lost, onReply }: FlightWorld): Flights {
	const allowance = createAllowance(KEEPALIVE_BYTES);
	return {
		fly: async (batch) => {
			const startedMs = clock.elapsed();
			const told = lost.count;
			const body = toBody(batch, { sentAtMs: clock.now(), wait: batch[0]?.isAwaited === true, lost: told });
			const giveBack = allowance.take(byteLength(body));
			for (const entry of batch) Object.assign(entry, { isFlying: true, attempts: entry.attempts + 1 });
			const reply = await exchange({ url: await address.ready(), body, keepalive: giveBack !== undefined });
			giveBack?.();
			for (const entry of batch) entry.isFlying = false;
			onReply(batch, reply, clock.elapsed() - startedMs);
			const verdict = readReply(reply, batch.length);
			if (verdict.kind === "answered") lost.forget(told);
			return verdict;
		},
		reserved: () => allowance.spent,
	};
}
