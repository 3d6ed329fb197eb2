import { type BackoffOptions, backoffMs } from "./backoff.ts";

/** How a lane fares with 5xx and network failures. */
export interface Health {
	/** Failures in a row. From two on the breaker is open: one canary tries, the rest wait without using attempts. */
	readonly failures: number;
	/** The next try, monotonic ms. */
	readonly retryAtMs: number;
}

/** Nothing has failed. */
export const HEALTHY: Health = { failures: 0, retryAtMs: 0 };

/** Whether the lane waits for a canary (design rule 4). */
export function isBreakerOpen(health: Health): boolean {
	return health.failures >= 2;
}

/** The lane's health after a failure at `nowMs`. */
export function worsen(
	health: Health,
	options: BackoffOptions,
	at: { readonly nowMs: number; readonly draw: number },
): Health {
	const failures = health.failures + 1;
	return { failures, retryAtMs: at.nowMs + backoffMs(failures, options, at.draw) };
}
