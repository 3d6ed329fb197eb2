import { checkNumber } from "../errors/check-number.ts";

/** The storm brake: lets the first few alerts of a key through and holds the rest back. */
export interface Throttle {
	/** Whether the alert may pass, at `nowMs` (monotonic ms). Exact over every window; O(1). */
	check(key: string, nowMs: number): boolean;
	/** At most how many keys are remembered now. */
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
 * An exact sliding window: a key passes when the alert `max` passes ago is older than the window. Keys live in two
 * generations, and the older is forgotten whole when the younger is half of `maxKeys`.
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

	const remember = (key: string, passes: Passes): void => {
		if (young.size >= half) {
			old = young;
			young = new Map();
		}
		young.set(key, passes);
	};

	// A clock that went back must not open the window again, nor close it for longer than one window.
	const isUsedUp = (times: readonly number[], nowMs: number): boolean =>
		times.length === max && Math.abs(nowMs - (times[0] ?? 0)) < windowMs;

	return {
		check: (key, nowMs) => {
			const known = young.get(key);
			const passes = known ?? old.get(key);
			if (passes === undefined) {
				remember(key, nowMs);
				return true;
			}
			const times = typeof passes === "number" ? [passes] : passes;
			const isHeld = isUsedUp(times, nowMs);
			if (!isHeld) times.push(nowMs);
			if (times.length > max) times.shift();
			if (known !== times) remember(key, times);
			return !isHeld;
		},
		get size() {
			return young.size + old.size;
		},
	};
}

/** When the last passes of a key were, the oldest first; a number alone while there is one, as most keys are seen once. */
type Passes = number | number[];
