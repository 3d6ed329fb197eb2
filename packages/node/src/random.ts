import type { Random } from "@dat/core";

const BLOCK = 256;

/** Draws from the system's cryptographic source, in blocks because a single draw is slow. */
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

const ID_DIGITS = 32;
const IDS = 64;

/** Draws alert ids, 32 hex digits, in blocks for the same reason. */
export function createIds(): () => string {
	const bytes = Buffer.alloc((IDS * ID_DIGITS) / 2);
	let digits = "";
	let next = 0;
	return () => {
		if (next >= digits.length) {
			crypto.getRandomValues(bytes);
			digits = bytes.toString("hex");
			next = 0;
		}
		next += ID_DIGITS;
		return digits.slice(next - ID_DIGITS, next);
	};
}
