import { UNUSABLE } from "./unusable.ts";

const MARK = "[redacted]";

/**
 * Known secrets, each with what may stay in front of it as group 1. Every pattern begins with fixed text or a bounded
 * class and repeats one class at a time, so the time is linear in the input.
 */
const SECRETS: readonly RegExp[] = [
	/(\/webhooks\/\d{15,20}\/)[A-Za-z0-9._-]{50,120}/gi, // Discord webhooks, with any host or none
	/(\b)[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}/g, // Discord bot tokens
	/(\b(?:Bearer|Bot|Basic|token)\s{1,4})[A-Za-z0-9._~+/-]{20,4096}={0,2}/gi, // RFC 6750 and its kin
	/((?<![A-Za-z0-9_-]))eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{0,4096}/g, // JWT, RFC 7519
	/()-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[^-]|-(?!----)){0,16384}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
	/(\b)(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, // AWS access key ids
	/(aws_?secret[a-z_]{0,20}["']?\s{0,4}[:=]\s{0,4}["']?)[A-Za-z0-9/+]{40}/gi,
	/(\b)AIza[A-Za-z0-9_-]{35}/g, // Google API keys
	/(\b)(?:gh[oprsu]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|xox[abeprs]-[A-Za-z0-9-]{10,255}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,255})/g,
	/([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,256}:)[^\s:@/]{1,256}(?=@)/gi, // passwords in URLs
];

/**
 * What every one of the patterns needs: a text without it, such as nearly every title, is looked at once. The cases are
 * written out because the flag `i` takes twice as long.
 */
const SUSPICIOUS =
	/[Hh][Oo][Oo][Kk][Ss]\/|[MNO][\w-]{23}|[Bb](?:[Ee][Aa][Rr]|[Oo][Tt]|[Aa][Ss][Ii])|[Tt][Oo][Kk][Ee]|eyJ|-----|A[KS]IA|[Aa][Ww][Ss]|AIza|gh[oprsu]_|github_|xox|[rs]k_|:\/\/|[\0-\x08\x0b\x0c\x0e-\x1b\x7f\ud800-\udfff]/;

/**
 * Replaces what looks like a secret, keeping enough in front of it to see what it was, and takes out control characters
 * and halves of surrogate pairs. Linear in the length.
 *
 * @example
 * redactSecrets("postgres://shop:hunter2@db/shop"); // "postgres://shop:[redacted]@db/shop"
 */
export function redactSecrets(text: string): string {
	if (!SUSPICIOUS.test(text)) return text;
	// First of all: taken out later, it would put a secret together that it had kept apart.
	return SECRETS.reduce(
		(sum, pattern) => sum.replace(pattern, (_, kept: string) => kept + MARK),
		text.replace(UNUSABLE, ""),
	);
}

/** {@link redactSecrets} with patterns of the user's own, whose whole match is replaced. */
export function createScrubber(extra: readonly RegExp[] = []): (text: string) => string {
	const own = extra.map(({ source, flags }) => new RegExp(source, flags.includes("g") ? flags : `${flags}g`));
	return (text) => {
		const clean = redactSecrets(text);
		return own.reduce((sum, pattern) => sum.replace(pattern, (match) => (match === "" ? "" : MARK)), clean);
	};
}

/** Plain data with every text in it scrubbed; the same data when there was nothing to scrub, as nearly always. */
export function scrubAll<Value>(value: Value, scrub: (text: string) => string): Value {
	if (typeof value === "string") return scrub(value) as Value; // checked: a string stays a string
	if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
	const source = value as Readonly<Record<string, unknown>>; // checked: an object or array, read by its own names
	let copy: Record<string, unknown> | undefined;
	for (const name of Object.keys(source)) {
		const clean = scrubAll(source[name], scrub);
		if (clean === source[name]) continue;
		copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>; // the same shape
		copy[name] = clean;
	}
	return (copy as Value) ?? value;
}
