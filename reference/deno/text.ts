/** What Discord's Python strips from both ends: more, and less, than `trim`. */
const SPACE =
	"\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const INNER = new RegExp(`[^${SPACE}](?:[^]*[^${SPACE}])?`);
// deno-lint-ignore no-control-regex
const UNUSABLE = /[\0-\x08\x0b\x0c\x0e-\x1b\x7f]|\p{Surrogate}/gu;

/** Longer than any limit, so that a text of 10 MB costs no more than one of 100 kB. */
const LONGEST = 100_000;

/** Usable text without white space around it, and without what must not be shown. */
export function clean(value: unknown): string {
	if (typeof value !== "string") return "";
	const usable = value.slice(0, LONGEST).replace(UNUSABLE, "");
	return INNER.exec(redact(usable))?.[0] ?? "";
}

// #region secrets
/** A webhook URL is a password: whoever reads the channel, or the log, could post with it. */
export function redact(text: string): string {
	return text.replace(/(\/webhooks\/\d{15,20}\/)[\w.-]{50,}/g, "$1[redacted]");
}
// #endregion secrets

/**
 * The text within the limit, in UTF-16 units: Discord counts code points, which are never more. What is cut ends in `…`,
 * and an open code block is closed.
 */
export function cut(text: string, limit: number): string {
	if (text.length <= limit) return text;
	let kept = text.slice(0, limit - (limit > 20 ? 5 : 1));
	if (!kept.isWellFormed()) kept = kept.slice(0, -1);
	return kept + (kept.split("```").length % 2 ? "…" : "…\n```");
}
