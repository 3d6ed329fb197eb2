import type { Clock } from "@dat/core";

/** setTimeout counts in a signed 32-bit integer and fires at once beyond it. */
const LONGEST_MS = 2_147_483_647;

/** Deno's time. Its timers do not keep the process alive; `flushOnExit` sees to what is left. */
export function createClock(): Clock {
	return {
		now: () => Date.now(),
		elapsed: () => performance.now(),
		schedule: (delayMs, run) => {
			const timer = setTimeout(run, Math.min(delayMs, LONGEST_MS));
			Deno.unrefTimer(timer);
			return () => clearTimeout(timer);
		},
	};
}
