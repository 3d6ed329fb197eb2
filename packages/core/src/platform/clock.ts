/** Takes back a scheduled call; harmless when it has already run. */
export type Cancel = () => void;

/** Core's only source of time. Whether a pending timer keeps a process alive is the adapter's affair. */
export interface Clock {
	/** Wall clock in ms since the Unix epoch, for dates that people read. May jump. */
	now(): number;
	/** Monotonic ms since an arbitrary moment, for intervals. Never goes back. */
	elapsed(): number;
	/** Runs `run` once, no earlier than `delayMs` from now. */
	schedule(delayMs: number, run: () => void): Cancel;
}
