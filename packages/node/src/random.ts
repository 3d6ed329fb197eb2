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
const DRAWN_BYTES = 2 ** 14;

/** Shown as text at once; few, because each id keeps the whole text alive. */
const SHOWN_BYTES = 2 ** 9;

/** Draws alert ids, 32 hex digits, in blocks for the same reason. */
export function createIds(): () => string {
	const bytes = Buffer.alloc(DRAWN_BYTES);
	let drawn = DRAWN_BYTES;
	let digits = "";
	let next = 0;
	const show = (): void => {
		if (drawn >= DRAWN_BYTES) {
			crypto.getRandomValues(bytes);
			drawn = 0;
		}
		digits = bytes.toString("hex", drawn, drawn + SHOWN_BYTES);
		drawn += SHOWN_BYTES;
		next = 0;
	};
	return () => {
		if (next >= digits.length) show();
		next += ID_DIGITS;
		return digits.slice(next - ID_DIGITS, next);
	};
}
