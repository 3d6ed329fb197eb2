import { checkNumber } from "../errors/check-number.ts";

/** The storm brake: lets the first few alerts of a key through and holds the rest back. */
export interface Throttle {
	/** Whether the alert may pass, at `nowMs` (monotonic ms). Exact over every window; O(1). */
	check(key: string, nowMs: number): boolean;
	/** Keys remembered now. */
	readonly size: number;
}

/** What a throttle may be told; the defaults are 3 per key in any 60 s, over 10,000 keys. */
export interface ThrottleOptions {
	/** Alerts per key and window, 1 to 1000. */
	readonly max?: number;
	/** The sliding window in ms, 1 to 86,400,000. */
	readonly windowMs?: number;
	/** Keys remembered, 2 to 1,000,000; beyond it the ones unused for longest are forgotten and pass again. */
	readonly maxKeys?: number;
}

/** Bounds and defaults of {@link ThrottleOptions}: default, least, most. */
export const THROTTLE_NUMBERS = {
	max: [3, 1, 1000],
	windowMs: [60_000, 1, 86_400_000],
	maxKeys: [10_000, 2, 1_000_000],
} as const;

/**
 * An exact sliding window: a key passes when the alert `max` passes ago is older than the window. The times of a key are
 * a ring; keys live in two generations, and the older is forgotten whole when the younger is half of `maxKeys`.
 *
 * @throws DatError `DAT_INVALID_OPTION` for a number out of bounds.
 * @example
 * const throttle = createThrottle({ max: 1, windowMs: 10_000 });
 * if (throttle.check("db-down", performance.now())) page();
 */
export function createThrottle(options: ThrottleOptions = {}): Throttle {
	const max = checkNumber("throttle.max", options.max, THROTTLE_NUMBERS.max);
	const windowMs = checkNumber("throttle.windowMs", options.windowMs, THROTTLE_NUMBERS.windowMs);
	const half = checkNumber("throttle.maxKeys", options.maxKeys, THROTTLE_NUMBERS.maxKeys) / 2;
	let young = new Map<string, Passes>();
	let old = new Map<string, Passes>();

	const find = (key: string): Passes => {
		const known = young.get(key);
		if (known) return known;
		// One time, long past: most keys are seen once, and an empty list would make room for 17.
		const passes = old.get(key) ?? { times: [Number.NEGATIVE_INFINITY], next: 0 };
		old.delete(key);
		if (young.size >= half) {
			old = young;
			young = new Map();
		}
		young.set(key, passes);
		return passes;
	};

	return {
		check: (key, nowMs) => {
			const passes = find(key);
			const oldest = passes.times[passes.next];
			// A clock that went back must not open the window again, nor close it for longer than one window.
			if (oldest !== undefined && Math.abs(nowMs - oldest) < windowMs) return false;
			passes.times[passes.next] = nowMs;
			passes.next = (passes.next + 1) % max;
			return true;
		},
		get size() {
			return young.size + old.size;
		},
	};
}

/** When the last passes of a key were, as a ring whose oldest is at `next`. */
interface Passes {
	readonly times: number[];
	next: number;
}
