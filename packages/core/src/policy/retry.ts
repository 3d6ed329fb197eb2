import type { Reply } from "../discord/reply.ts";

/** The bounds of trying again. */
export interface RetryOptions {
	/** 429 answers one alert may meet within `maxWaitMs` and still be retried. */
	readonly rateLimitRetries: number;
	/** Attempts of one alert that may fail by a 5xx or the network. */
	readonly maxAttempts: number;
	/** The longest 429 wait that counts against an alert; a longer one parks the lane and costs nothing. */
	readonly maxWaitMs: number;
}

/** What has happened to one alert so far. */
export interface History {
	/** Attempts that failed by a 5xx or the network. */
	readonly failures: number;
	/** 429 answers that counted. */
	readonly limited: number;
	/** Attempts that ended without an answer after the request may have been written. */
	readonly ambiguous: number;
}

/** What becomes of an alert after one attempt. */
export type RetryDecision =
	| { readonly kind: "deliver" }
	| { readonly kind: "again"; readonly history: History; readonly withoutMention: boolean }
	| { readonly kind: "give-up"; readonly reason: "exhausted" | "gone" | "rejected"; readonly history: History };

/** Nothing has happened yet. */
export const NO_HISTORY: History = { failures: 0, limited: 0, ambiguous: 0 };

/**
 * Rules 3, 4 and 5 of the design for one alert. How long the lane waits before the next try is not decided here.
 * An attempt that may have delivered is repeated at most once and then never pings again.
 *
 * @example
 * const options = { rateLimitRetries: 5, maxAttempts: 5, maxWaitMs: 30_000 };
 * const reply = { kind: "failed", status: 503, rate: undefined } as const;
 * decideRetry(reply, { failures: 4, limited: 0, ambiguous: 0 }, options).kind; // "give-up"
 */
export function decideRetry(reply: Reply, history: History, options: RetryOptions): RetryDecision {
	switch (reply.kind) {
		case "ok":
			return { kind: "deliver" };
		case "dead":
			return { kind: "give-up", reason: "gone", history };
		case "rejected":
			return { kind: "give-up", reason: "rejected", history };
		case "limited": {
			const limited = history.limited + (reply.waitMs > options.maxWaitMs ? 0 : 1);
			return again({ ...history, limited }, limited <= options.rateLimitRetries);
		}
		default: {
			const failures = history.failures + 1;
			const ambiguous = history.ambiguous + (reply.kind === "silent" && reply.written ? 1 : 0);
			return again({ ...history, failures, ambiguous }, failures < options.maxAttempts && ambiguous < 2);
		}
	}
}

function again(history: History, mayRetry: boolean): RetryDecision {
	return mayRetry
		? { kind: "again", history, withoutMention: history.ambiguous > 0 }
		: { kind: "give-up", reason: "exhausted", history };
}
