import type { Random } from "@dat/core";
import type { RelayResult } from "@dat/core/relay";
import type { Verdict } from "./answer.ts";
import { pickBatch } from "./batch.ts";
import type { Entry } from "./entry.ts";
import { createFlights, type FlightWorld } from "./flight.ts";
import { createPace } from "./pace.ts";

/** Sends what waits while the page lives, and learns what became of it. */
export interface Pump {
	/** Sends what waits, unless it is told or has decided to wait. */
	send(): void;
	/** Forgets a back-off of its own. */
	hurry(): void;
	/** As `send`, without waiting out a back-off of its own: something has changed. */
	sendNow(): void;
	/** Bytes in requests that outlive the page, which beacons cannot have. */
	reserved(): number;
	stop(): void;
}

/** What a pump works with. */
export interface PumpWorld extends FlightWorld {
	/** What nobody has answered for, worst first. */
	readonly due: () => readonly Entry[];
	readonly random: Random;
	/** Hears what the relay says of an alert; `undefined` when it refused the whole request. */
	readonly onResult: (entry: Entry, result: RelayResult | undefined, httpStatus: number) => void;
}

/** A pump at rest. */
export function createPump(world: PumpWorld): Pump {
	const { due, address, clock, random, onResult } = world;
	const pace = createPace(clock, random);
	const { fly, reserved } = createFlights(world);
	let inFlight = 0;
	let isStopped = false;
	let cancel = (): void => {};

	const nextBatch = (): Entry[] => {
		const waiting = due().filter(({ isFlying }) => !isFlying);
		// Who waits for outcomes holds up the answer, and with it nobody else.
		const alike = waiting.filter(({ isAwaited }) => isAwaited === waiting[0]?.isAwaited);
		return pickBatch(alike, pace.bodyBytes());
	};
	const send = (): void => {
		while (!isStopped && inFlight < pace.width()) {
			const batch = nextBatch();
			if (batch.length === 0) return;
			const waitMs = pace.untilMs() - clock.elapsed();
			if (waitMs > 0) {
				cancel();
				cancel = clock.schedule(waitMs, send);
				return;
			}
			inFlight++;
			void fly(batch).then((verdict) => land(batch, verdict));
		}
	};
	const land = (batch: readonly Entry[], verdict: Verdict): void => {
		inFlight--;
		pace.heard(verdict);
		if (verdict.kind === "token") address.renew();
		if (verdict.kind === "answered")
			for (const [index, entry] of batch.entries()) onResult(entry, verdict.results[index], 200);
		if (verdict.kind === "refused") for (const entry of batch) onResult(entry, undefined, verdict.httpStatus);
		send();
	};
	return {
		send,
		hurry: pace.hurry,
		sendNow: () => {
			pace.hurry();
			send();
		},
		reserved,
		stop: () => {
			isStopped = true;
			cancel();
		},
	};
}
