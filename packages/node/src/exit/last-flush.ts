import type { OpenedNotifier } from "@dat/core/adapter";

/** What of a notifier is needed when the process ends. */
export type Flushable = Pick<OpenedNotifier, "flush" | "flushSync" | "stats">;

/** The last flush of one notifier: its time is spent once, in however many goes the end comes. */
export interface LastFlush {
	/** While the event loop still runs. */
	flush(): Promise<void>;
	/** When it does not run any more, or should not. */
	flushSync(): void;
}

/** Nothing flushed yet. `warn` hears what could not be sent within `timeoutMs`. */
export function createLastFlush(notifier: Flushable, timeoutMs: number, warn: (text: string) => void): LastFlush {
	let doneAt = 0;
	let spentMs = 0;
	const isNews = (): boolean => notifier.stats().raised !== doneAt;
	const finish = (isSettled: boolean, startedMs: number): void => {
		spentMs += performance.now() - startedMs;
		doneAt = notifier.stats().raised;
		if (!isSettled)
			warn(`the process ended with alerts that could not be sent within ${timeoutMs} ms (see flushOnExit and spool)`);
	};
	return {
		flush: async () => {
			if (!isNews()) return;
			const startedMs = performance.now();
			const alive = setTimeout(() => {}, timeoutMs + 1000);
			const isSettled = await notifier.flush(timeoutMs);
			clearTimeout(alive);
			finish(isSettled, startedMs);
			spentMs = isSettled ? 0 : spentMs;
		},
		flushSync: () => {
			if (!isNews()) return;
			const startedMs = performance.now();
			finish(notifier.flushSync(Math.max(0, timeoutMs - spentMs)), startedMs);
		},
	};
}
