import type { Notifier } from "@dat/core";

/**
 * Sends what is left when the process would end by itself. `beforeExit` comes when nothing else keeps it alive; the
 * flush then does, for as long as it takes but no longer than `timeoutMs`. The returned function takes it back.
 */
export function flushBeforeExit(
	{ flush, stats }: Pick<Notifier, "flush" | "stats">,
	timeoutMs: number,
	warn: (text: string) => void,
): () => void {
	let flushedAt = 0;
	const onBeforeExit = (): void => {
		// Node tells again after each flush: only what was raised since then is a reason for another.
		if (stats().raised === flushedAt) return;
		flushedAt = stats().raised;
		const alive = setTimeout(() => {}, timeoutMs + 1000);
		void flush(timeoutMs).then((isSettled) => {
			clearTimeout(alive);
			if (!isSettled) warn(`the process ended with alerts that could not be sent within ${timeoutMs} ms`);
		});
	};
	process.on("beforeExit", onBeforeExit);
	return () => process.off("beforeExit", onBeforeExit);
}
