import type { Clock } from "@dat/core";

/** setTimeout counts in a signed 32-bit integer and fires at once beyond it. */
const LONGEST_MS = 2_147_483_647;

/** The browser's time. Its timers are slowed while a page is hidden, and stand still in the back/forward cache. */
export function createClock(): Clock {
	return {
		now: () => Date.now(),
		elapsed: () => performance.now(),
		schedule: (delayMs, run) => {
			const timer = setTimeout(run, Math.min(delayMs, LONGEST_MS));
			return () => clearTimeout(timer);
		},
	};
}
