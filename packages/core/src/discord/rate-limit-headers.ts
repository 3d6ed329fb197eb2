/** What the rate-limit headers say of one bucket. Times in ms. */
export interface RateLimitHeaders {
	/** Requests per window. */
	readonly limit: number;
	/** Requests left in this window. */
	readonly remaining: number;
	/** Until the window ends, ms. */
	readonly resetAfterMs: number;
}

/** Reads one header; names are case-insensitive. */
export type HeaderReader = (name: string) => string | null;

/** Decimal text as a finite number, else `undefined`: no NaN leaves a parser. */
export function parseNumber(text: unknown): number | undefined {
	if (typeof text !== "string" && typeof text !== "number") return undefined;
	const value = text === "" ? Number.NaN : Number(text);
	return Number.isNaN(value) ? undefined : value;
}

/**
 * Reads `X-RateLimit-*`. Only `Reset-After` is used, never the wall-clock `Reset`: clocks are skewed
 * (Discord docs: topics/rate-limits#header-format; DAT-RTY-02). All three must make sense, else `undefined`.
 */
export function parseRateLimitHeaders(header: HeaderReader): RateLimitHeaders | undefined {
	const limit = parseNumber(header("x-ratelimit-limit"));
	const remaining = parseNumber(header("x-ratelimit-remaining"));
	const resetAfter = parseNumber(header("x-ratelimit-reset-after"));
	if (limit === undefined || remaining === undefined || resetAfter === undefined) return undefined;
	if (!(limit >= 1 && remaining >= 0 && resetAfter >= 0 && resetAfter <= 3600)) return undefined;
	return { limit, remaining, resetAfterMs: resetAfter * 1000 };
}
