import type { Clock, Random } from "@dat/core";
import { backoffMs } from "@dat/core/adapter";
import type { Verdict } from "./answer.ts";

/** When, and how much at a time, may be sent. */
export interface Pace {
	/** Monotonic ms before which nothing is sent. */
	untilMs(): number;
	/** Requests at the same time; after a failure one goes first. */
	width(): number;
	/** Bytes of a body. */
	bodyBytes(): number;
	/** What the relay said. */
	heard(verdict: Verdict): void;
	/** Forgets a back-off of its own: something has changed. What the relay told stays. */
	hurry(): void;
}

const MOST_IN_FLIGHT = 4;
/** A little under the 65,536 bytes that the relay reads. */
const BODY_BYTES = 61_440;
/** The least that a body is made when the relay finds bodies too large: the largest alert fits. */
const LEAST_BODY_BYTES = 17_408;
const BACK_OFF = { baseMs: 1000, maxBackoffMs: 60_000 };
/** The relay's limits count by the minute. */
const DEFERRED_MS = 20_000;

/** The pace of a relay that has not been asked yet. */
export function createPace(clock: Clock, random: Random): Pace {
	let bodyBytes = BODY_BYTES;
	let failures = 0;
	let toldUntilMs = 0;
	let backOffUntilMs = 0;
	const wait = (waitMs: number): void => {
		toldUntilMs = clock.elapsed() + waitMs;
	};
	const fail = (toldMs: number | undefined): void => {
		failures++;
		if (toldMs !== undefined) wait(toldMs);
		else backOffUntilMs = clock.elapsed() + backoffMs(failures, BACK_OFF, random());
	};
	return {
		untilMs: () => Math.max(toldUntilMs, backOffUntilMs),
		width: () => (failures > 0 ? 1 : MOST_IN_FLIGHT),
		bodyBytes: () => bodyBytes,
		heard: (verdict) => {
			switch (verdict.kind) {
				case "answered":
					failures = 0;
					if (verdict.results.some(({ status }) => status === "deferred")) wait(DEFERRED_MS);
					break;
				case "token":
					// A new token is tried at once, and once.
					fail(failures === 0 ? 0 : undefined);
					break;
				case "too-large":
					bodyBytes = Math.max(LEAST_BODY_BYTES, bodyBytes / 2);
					break;
				case "later":
					fail(verdict.waitMs);
			}
		},
		hurry: () => {
			backOffUntilMs = 0;
		},
	};
}
