import type { OpenedNotifier } from "@dat/core/adapter";

/** What of a notifier is needed when the process ends. */
export type Flushable = Pick<OpenedNotifier, "flush" | "flushSync" | "stats">;

/** The last flush of one notifier: its time is spent once, in however many goes the end comes. */
export interface LastFlush {
	/** While the event loop still runs. */
	flush(): Promise<void>;
	/** Puts what is held back, such as summaries, under way, and does not wait for it. */
	begin(): void;
	/** When the event loop does not run any more, or should not. Its time has been running since `sinceMs` (monotonic). */
	flushSync(sinceMs: number): void;
}

/** Nothing flushed yet. `warn` hears what could not be sent within `timeoutMs`. */
export function createLastFlush(notifier: Flushable, timeoutMs: number, warn: (text: string) => void): LastFlush {
	let doneAt = 0;
	let spentMs = 0;
	const isNews = (): boolean => notifier.stats().raised !== doneAt;
	const finish = (isSettled: boolean, sinceMs: number): void => {
		spentMs += performance.now() - sinceMs;
		doneAt = notifier.stats().raised;
		if (!isSettled)
			warn(`the process ended with alerts that could not be sent within ${timeoutMs} ms (see flushOnExit and spool)`);
	};
	return {
		flush: async () => {
			if (!isNews()) return;
			const sinceMs = performance.now();
			const alive = setTimeout(() => {}, timeoutMs + 1000);
			const isSettled = await notifier.flush(timeoutMs);
			clearTimeout(alive);
			finish(isSettled, sinceMs);
			spentMs = isSettled ? 0 : spentMs;
		},
		begin: () => {
			if (isNews()) notifier.flushSync(0);
		},
		flushSync: (sinceMs) => {
			if (!isNews()) return;
			const leftMs = timeoutMs - spentMs - (performance.now() - sinceMs);
			finish(notifier.flushSync(Math.max(0, leftMs)), sinceMs);
		},
	};
}
