/** Discord's epoch, 2015-01-01T00:00:00Z (docs: reference#snowflakes). */
const EPOCH_MS = 1_420_070_400_000;

/** Makes ids like Discord's: time in the upper bits, a counter in the lower ones. */
export function createSnowflakes(): (nowMs: number) => string {
	let counter = 0;
	let base: readonly [ms: number, shifted: bigint] = [EPOCH_MS, 0n];
	return (nowMs) => {
		counter = (counter + 1) % 4_194_304;
		if (base[0] !== nowMs) base = [nowMs, BigInt(Math.floor(nowMs - EPOCH_MS)) << 22n];
		return String(base[1] + BigInt(counter));
	};
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A token of 68 characters, as Discord hands them out, from a seed: the same seed gives the same token. */
export function createToken(seed: number): string {
	let state = (seed * 2_654_435_761 + 97) >>> 0;
	let token = "";
	for (let index = 0; index < 68; index++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		token += ALPHABET[state >>> 26];
	}
	return token;
}
