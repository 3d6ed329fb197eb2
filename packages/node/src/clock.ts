import type { Clock } from "@dat/core";

/** setTimeout counts in a signed 32-bit integer and fires at once beyond it. */
const LONGEST_MS = 2_147_483_647;

/** Node's time. Its timers do not keep the process alive; `flushOnExit` sees to what is left. */
export function createClock(): Clock {
	// The global is a getter, which takes longer than the reading itself.
	const { performance } = globalThis;
	return {
		now: Date.now,
		elapsed: () => performance.now(),
		schedule: (delayMs, run) => {
			const timer = setTimeout(run, Math.min(delayMs, LONGEST_MS));
			timer.unref();
			return () => clearTimeout(timer);
		},
	};
}
