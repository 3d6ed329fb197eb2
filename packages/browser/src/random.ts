import type { Random } from "@dat/core";

const BLOCK = 256;

/** Draws from the browser's cryptographic source, in blocks because a single draw is slow. */
export function createRandom(): Random {
	const block = new Uint32Array(BLOCK);
	let next = BLOCK;
	return () => {
		if (next >= BLOCK) {
			crypto.getRandomValues(block);
			next = 0;
		}
		return (block[next++] ?? 0) / 2 ** 32;
	};
}
