import type { Random } from "../platform/random.ts";

/**
 * Draws the given numbers in turn, over and over; 0.5 when none is given.
 *
 * @example
 * const random = fixedRandom(0.25, 0.75);
 * random(); // 0.25
 */
export function fixedRandom(...draws: readonly number[]): Random {
	let index = 0;
	return () => draws[index++ % draws.length] ?? 0.5;
}

/**
 * A seeded generator (mulberry32, Tommy Ettinger, public domain): the same seed draws the same numbers everywhere.
 *
 * @example
 * seededRandom(34)() === seededRandom(34)(); // true
 */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
