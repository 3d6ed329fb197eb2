/**
 * Sends what is left when the process would end by itself. `beforeExit` comes when nothing else keeps it alive; the
 * flush then does, for as long as it takes but no longer than `timeoutMs`. The returned function takes it back.
 */
export function flushBeforeExit(
	flush: (timeoutMs: number) => Promise<boolean>,
	raised: () => number,
	timeoutMs: number,
): () => void {
	let flushedAt = 0;
	const onBeforeExit = (): void => {
		// Node tells again after each flush: only what was raised since then is a reason for another.
		if (raised() === flushedAt) return;
		flushedAt = raised();
		const alive = setTimeout(() => {}, timeoutMs + 1000);
		void flush(timeoutMs).finally(() => clearTimeout(alive));
	};
	process.on("beforeExit", onBeforeExit);
	return () => process.off("beforeExit", onBeforeExit);
}
