/** Exponential back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). */
export interface BackoffOptions {
	/** The ceiling of the first wait, ms. */
	readonly baseMs: number;
	/** The ceiling of every wait, ms. */
	readonly maxBackoffMs: number;
}

/**
 * The wait before the next try after `failures` (1 or more) in a row; `draw` is uniform in [0, 1).
 * Never under a quarter of the base, so that an unlucky draw does not hammer (DAT-SRV-03).
 */
export function backoffMs(failures: number, { baseMs, maxBackoffMs }: BackoffOptions, draw: number): number {
	const ceiling = Math.min(maxBackoffMs, baseMs * 2 ** (failures - 1));
	return Math.max(Math.min(baseMs / 4, maxBackoffMs), ceiling * draw);
}
