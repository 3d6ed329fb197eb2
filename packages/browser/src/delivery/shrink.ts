import { scrubAll } from "@dat/core/adapter";

/** Shorter than that no text is cut: an ISO time or a key would lose its meaning. */
const SHORTEST = 64;
const LONGEST = 8192;

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
	return new TextEncoder().encode(text).length;
}

/** Plain data whose JSON has at most `maxBytes`: its longest texts are cut, as far as that can be done. */
export function shrink<Value>(value: Value, maxBytes: number): Value {
	let small = value;
	for (let most = LONGEST; most >= SHORTEST && byteLength(JSON.stringify(small)) > maxBytes; most /= 2)
		small = scrubAll(small, (text) => (text.length > most ? `${text.slice(0, most - 1)}…` : text));
	return small;
}
