import type { Clock } from "../platform/clock.ts";

/** A wall clock that is set by more than this is followed. */
const JUMP_MS = 1000;

/**
 * Turns the wall clock, which all threads share, into this thread's monotonic time. In the order of the wall clock,
 * because lanes keep alerts in the order of their age: a difference taken anew each time would shuffle them by a ms.
 */
export function createWallToElapsed({ now, elapsed }: Clock): (wallMs: number) => number {
	let offsetMs = now() - elapsed();
	return (wallMs) => {
		const currentMs = now() - elapsed();
		if (Math.abs(currentMs - offsetMs) > JUMP_MS) offsetMs = currentMs;
		return Math.min(wallMs - offsetMs, elapsed());
	};
}
