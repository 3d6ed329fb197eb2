import type { Clock } from "../platform/clock.ts";

/** A clock that moves only when told to, so that a test of an hour takes no time. */
export interface VirtualClock extends Clock {
	/** Moves on by `ms`, running what falls due in order, and lets promises settle after each. */
	advance(ms: number): Promise<void>;
	/** Moves on until nothing is scheduled, or by `mostMs` (default 24 h). Returns how far, in ms. */
	drain(mostMs?: number): Promise<number>;
	/** Lets promises settle without moving on. */
	settle(): Promise<void>;
	/** Makes the wall clock jump; intervals do not notice. */
	jump(ms: number): void;
	/** How many calls are scheduled. */
	readonly scheduled: number;
}

interface Timer {
	readonly atMs: number;
	readonly order: number;
	readonly run: () => void;
}

/** Enough turns for a promise chain of an attempt, a lane and a caller to settle. */
const TURNS = 40;

/**
 * A virtual clock. It starts at 2026-01-01T00:00:00Z unless told otherwise.
 *
 * @example
 * const clock = createVirtualClock();
 * clock.schedule(60_000, () => console.log("a minute later"));
 * await clock.advance(60_000);
 */
export function createVirtualClock(startMs: number = 1_767_225_600_000): VirtualClock {
	const timers = new Set<Timer>();
	let elapsedMs = 0;
	let offsetMs = startMs;
	let order = 0;
	const settle = async (): Promise<void> => {
		let before: number;
		do {
			before = order;
			for (let turn = 0; turn < TURNS; turn++) await undefined;
		} while (order !== before); // what was just scheduled may be the middle of a longer chain
	};
	const next = (): Timer | undefined => {
		let first: Timer | undefined;
		for (const timer of timers) {
			if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
		}
		return first;
	};
	const runUntil = async (untilMs: number): Promise<void> => {
		await settle();
		for (let timer = next(); timer && timer.atMs <= untilMs; timer = next()) {
			timers.delete(timer);
			elapsedMs = Math.max(elapsedMs, timer.atMs);
			timer.run();
			await settle();
		}
	};
	return {
		now: () => offsetMs + elapsedMs,
		elapsed: () => elapsedMs,
		schedule: (delayMs, run) => {
			const timer: Timer = { atMs: elapsedMs + Math.max(0, delayMs), order: order++, run };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		advance: async (ms) => {
			const untilMs = elapsedMs + ms;
			await runUntil(untilMs);
			elapsedMs = untilMs;
		},
		drain: async (mostMs = 86_400_000) => {
			const startedMs = elapsedMs;
			await runUntil(startedMs + mostMs);
			return elapsedMs - startedMs;
		},
		settle,
		jump: (ms) => {
			offsetMs += ms;
		},
		get scheduled() {
			return timers.size;
		},
	};
}
