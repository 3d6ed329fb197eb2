import type { Random } from "@dat/core";

/** Draws from the browser's cryptographic source. */
export function createRandom(): Random {
	const draw = new Uint32Array(1);
	return () => (crypto.getRandomValues(draw)[0] ?? 0) / 2 ** 32;
}
