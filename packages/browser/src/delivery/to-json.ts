/** Shorter than that no text is cut: an ISO time or a key would lose its meaning. */
const SHORTEST = 64;
const LONGEST = 8192;

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
	return new TextEncoder().encode(text).length;
}

/** Plain data as JSON of at most `maxBytes`: its longest texts are cut, as far as that can be done. */
export function toJson(value: unknown, maxBytes: number): string {
	let json = JSON.stringify(value);
	for (let most = LONGEST; most >= SHORTEST && byteLength(json) > maxBytes; most /= 2)
		json = JSON.stringify(value, (_, part) =>
			typeof part === "string" && part.length > most ? `${part.slice(0, most - 1)}…` : part,
		);
	return json;
}
