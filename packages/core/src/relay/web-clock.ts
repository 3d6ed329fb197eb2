import type { Clock } from "../platform/clock.ts";

/** The time of every web-standard runtime: the one place in core that has time of its own. */
export const webClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	schedule: (delayMs, run) => {
		const timer = setTimeout(run, delayMs);
		return () => clearTimeout(timer);
	},
};
