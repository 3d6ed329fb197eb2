/**
 * Words of others, for one line of a terminal: what it would obey is written out as in JSON. That is all that steers it,
 * line breaks, and the marks that turn the direction of text (CVE-2021-42574).
 */
export function toPrintable(text: string): string {
	return text.replace(
		/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
		(found) => SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
