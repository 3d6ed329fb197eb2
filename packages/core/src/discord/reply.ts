import { redactSecrets } from "../alert/scrub.ts";
import { showValue } from "../alert/show-value.ts";
import { type FieldError, flattenFieldErrors } from "./field-errors.ts";
import { type HeaderReader, parseNumber, parseRateLimitHeaders, type RateLimitHeaders } from "./rate-limit-headers.ts";
import { parseRetryWait, type RetryWait } from "./retry-wait.ts";

/** What one attempt came to. Everything above this line of the house speaks of replies, never of HTTP. */
export type Reply =
	/** Any 2xx (facts 8.1). */
	| {
			readonly kind: "ok";
			readonly status: number;
			readonly body: unknown;
			readonly rate: RateLimitHeaders | undefined;
	  }
	/** 429, or a block by Discord's edge. */
	| ({ readonly kind: "limited"; readonly status: number; readonly rate: RateLimitHeaders | undefined } & RetryWait)
	/** 5xx, or a status that no API answers with (a redirect, an informational one): not about the message. */
	| { readonly kind: "failed"; readonly status: number; readonly rate: RateLimitHeaders | undefined }
	/** No answer. `written` says that the request may have reached Discord. */
	| {
			readonly kind: "silent";
			readonly status: 0;
			readonly written: boolean;
			readonly error: string;
			readonly rate: undefined;
	  }
	/** 404/10015 or 401/50027, nothing else. */
	| {
			readonly kind: "dead";
			readonly status: number;
			readonly code: number;
			readonly rate: RateLimitHeaders | undefined;
	  }
	/** Any other 4xx: about this message. */
	| {
			readonly kind: "rejected";
			readonly status: number;
			readonly code: number | undefined;
			readonly message: string;
			readonly errors: readonly FieldError[];
			readonly rate: RateLimitHeaders | undefined;
	  };

/** A response as text, with `header` to look its headers up. */
export interface RawReply {
	readonly status: number;
	readonly header: HeaderReader;
	readonly text: string;
}

/** Reads what Discord, or the edge in front of it, answered. Never throws, whatever the body is. */
export function readReply({ status, header, text }: RawReply, banPauseMs: number): Reply {
	const rate = parseRateLimitHeaders(header);
	// What an error says may hold the URL it was sent to (DAT-SEC-02).
	const body = parseJson(status < 300 ? text : redactSecrets(text));
	if (status >= 200 && status < 300) return { kind: "ok", status, body, rate };
	if (status === 429) return { kind: "limited", status, rate, ...parseRetryWait(body, text, { header, banPauseMs }) };
	return status < 400 || status >= 500
		? { kind: "failed", status, rate }
		: readRefusal(status, body, { rate, banPauseMs });
}

function readRefusal(
	status: number,
	body: Record<string, unknown> = {},
	{ rate, banPauseMs }: { readonly rate: RateLimitHeaders | undefined; readonly banPauseMs: number },
): Reply {
	const code = parseNumber(body["code"]);
	if (status === 403 && (!code || code === EDGE_BLOCK))
		return { kind: "limited", status, rate, waitMs: banPauseMs, scope: "ban", channelWide: false };
	if (code !== undefined && DEAD[status] === code) return { kind: "dead", status, code, rate };
	const errors = flattenFieldErrors(code === undefined ? body : body["errors"]);
	return { kind: "rejected", status, code, message: showValue(body["message"] ?? "", 200), errors, rate };
}

/** Unknown Webhook, Invalid Webhook Token (docs: topics/opcodes-and-status-codes#json). */
const DEAD: Readonly<Record<number, number>> = { 404: 10015, 401: 50027 };

/** "internal network error": an edge rule, not the webhook (discord-api-docs #6473). */
const EDGE_BLOCK = 40333;

function parseJson(text: string): Record<string, unknown> | undefined {
	if (text === "") return undefined; // a 204, and an error costs more than the request
	try {
		const value: unknown = JSON.parse(text);
		// Checked: an object. Its members stay unknown.
		return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
