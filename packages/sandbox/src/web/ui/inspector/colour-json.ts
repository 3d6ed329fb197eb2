/** A piece of JSON text and what it is. */
export interface JsonPart {
	readonly kind: "key" | "string" | "number" | "word" | "plain";
	readonly text: string;
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|\b(true|false|null)\b/gi;

/** Cuts pretty-printed JSON into pieces to colour; text that is no JSON stays one piece. */
export function colourJson(text: string): readonly JsonPart[] {
	if (!/^\s*[[{]/.test(text)) return [{ kind: "plain", text }];
	const parts: JsonPart[] = [];
	let at = 0;
	for (const { 0: whole, 1: string, 2: colon, 3: number, index } of text.matchAll(TOKEN)) {
		if (index > at) parts.push({ kind: "plain", text: text.slice(at, index) });
		const kind = string ? (colon ? "key" : "string") : number ? "number" : "word";
		parts.push({ kind, text: whole });
		at = index + whole.length;
	}
	return [...parts, { kind: "plain", text: text.slice(at) }];
}
