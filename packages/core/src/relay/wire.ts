import type { Alert } from "../alert/alert.ts";
import type { DroppedReason, SuppressedReason } from "../outcome/outcome.ts";

/** What a page posts (docs/relay-protocol.md, version 1). */
export interface RelayBatch {
	readonly v: 1;
	/** The page's clock when the body was written, ms since the epoch: against it the relay reads `raisedAtMs`. */
	readonly sentAtMs: number;
	/** Asks for outcomes. Without it the relay answers at once. */
	readonly wait?: boolean;
	/** Alerts the page had to give up since its last answered request. */
	readonly lost?: number;
	/** 1 to 100. */
	readonly alerts: readonly RelayAlert[];
}

/** One alert of a batch. */
export interface RelayAlert {
	/** 32 lower-case hex digits, the same however often it is sent. */
	readonly id: string;
	/** The page's clock when the alert was raised, ms since the epoch. */
	readonly raisedAtMs: number;
	/** Its JSON form: `error` is `{ name, message, stack }`, `timestamp` ISO 8601. */
	readonly alert: Alert;
}

/** What became of one alert. */
export type RelayResult =
	/** The relay answers for it now, or did so before. */
	| { readonly status: "accepted" }
	| { readonly status: "delivered"; readonly coalesced: number; readonly attempts: number }
	| { readonly status: "suppressed"; readonly reason: SuppressedReason }
	| { readonly status: "dropped"; readonly reason: DroppedReason; readonly maybeDelivered?: true }
	/** Taken, and not settled within the time the relay waits. */
	| { readonly status: "pending" }
	/** It is no alert by the schema, and never will be. The relay tells its own log why. */
	| { readonly status: "refused" }
	/** Over a limit: not taken, to be sent again later. */
	| { readonly status: "deferred" };

/** The body of a 200: `results[n]` is about `alerts[n]`. */
export interface RelayAnswer {
	readonly v: 1;
	readonly results: readonly RelayResult[];
}

/** Why a whole request was refused. Nothing of the request is repeated, and one reason has one answer. */
export type RelayError =
	| "bad_request"
	| "token"
	| "origin"
	| "method"
	| "timeout"
	| "too_large"
	| "content_type"
	| "rate_limited"
	| "failed"
	| "busy";

/** The body of any other answer. */
export interface RelayRefusal {
	readonly v: 1;
	readonly error: RelayError;
}
