import type { Origin } from "./check-origin.ts";
import type { RelayAnswer, RelayError, RelayRefusal, RelayResult } from "./wire.ts";

const STATUS: Readonly<Record<RelayError, number>> = {
	bad_request: 400,
	token: 401,
	origin: 403,
	method: 405,
	timeout: 408,
	too_large: 413,
	content_type: 415,
	rate_limited: 429,
	failed: 500,
	busy: 503,
};

/** Seconds, after which the limit has moved on. */
const RETRY_AFTER: Partial<Readonly<Record<RelayError, string>>> = { rate_limited: "60", busy: "5" };

/** Every answer. Nothing in them comes from the request but the name of a listed origin, which is ours. */
export function answerResults(results: readonly RelayResult[], origin?: Origin): Response {
	return answer(200, { v: 1, results }, toCors(origin));
}

/** The constant answer of a refusal. */
export function answerRefusal(error: RelayError, origin?: Origin): Response {
	const retryAfter = RETRY_AFTER[error];
	return answer(
		STATUS[error],
		{ v: 1, error },
		{
			...toCors(origin),
			...(retryAfter && { "retry-after": retryAfter }),
			...(error === "method" && { allow: "POST, OPTIONS" }),
		},
	);
}

/** The answer to `OPTIONS`: what a listed origin may send. */
export function answerPreflight(origin: Origin): Response {
	const headers = {
		...toCors(origin),
		"access-control-allow-methods": "POST",
		"access-control-allow-headers": "content-type",
		"access-control-max-age": "86400",
	};
	return new Response(null, { status: 204, headers: { ...CONSTANT, ...headers } });
}

const CONSTANT = { "cache-control": "no-store", vary: "Origin" };

function answer(status: number, body: RelayAnswer | RelayRefusal, headers: Record<string, string>): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: {
			...CONSTANT,
			"content-type": "application/json",
			"x-content-type-options": "nosniff",
			...headers,
		},
	});
}

function toCors(origin: Origin | undefined): Record<string, string> {
	if (origin?.listed === undefined) return {};
	return { "access-control-allow-origin": origin.listed, "access-control-expose-headers": "Retry-After" };
}
