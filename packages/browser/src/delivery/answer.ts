import type { Delivered, Dropped, Suppressed } from "@dat/core";
import { readMember } from "@dat/core/adapter";
import type { RelayResult } from "@dat/core/relay";
import type { Entry } from "./entry.ts";
import type { Reply } from "./exchange.ts";

/** What a reply means for the alerts of its request. */
export type Verdict =
	/** One result per alert. */
	| { readonly kind: "answered"; readonly results: readonly RelayResult[] }
	/** The relay will never take them. */
	| { readonly kind: "refused"; readonly httpStatus: number }
	/** It wants another page token. */
	| { readonly kind: "token" }
	/** Fewer at a time. */
	| { readonly kind: "too-large" }
	/** It did not take them now; not before `waitMs` if it says so. */
	| { readonly kind: "later"; readonly waitMs: number | undefined };

/** Answers after which the same request has no better chance (docs/relay-protocol.md); 413 when it is one alert. */
const FINAL: readonly number[] = [400, 403, 405, 413, 415];

/** Reads a reply to a request with `count` alerts. What is no relay's answer, such as a proxy's page, is tried again. */
export function readReply({ status, body, retryAfterMs }: Reply, count: number): Verdict {
	const results = readMember(body, "results");
	if (status === 200 && Array.isArray(results) && results.length === count) return { kind: "answered", results };
	if (status === 413 && count > 1) return { kind: "too-large" };
	if (FINAL.includes(status)) return { kind: "refused", httpStatus: status };
	if (status === 401) return { kind: "token" };
	return { kind: "later", waitMs: retryAfterMs };
}

const LOG = "the relay's log says why";

/** How an alert ended by the relay's word; `undefined` when it is to be sent again. */
export function toOutcome(
	{ id, channel, attempts }: Pick<Entry, "id" | "channel" | "attempts">,
	result: RelayResult,
): Delivered | Suppressed | Dropped | undefined {
	const about = { id, channel, attempts };
	switch (result.status) {
		case "deferred":
			return undefined;
		case "delivered":
			return { ...result, ...about };
		case "suppressed":
			return { ...result, id };
		case "dropped":
			return { ...result, ...about, detail: LOG };
		case "refused":
			return { ...about, status: "dropped", reason: "rejected", detail: LOG };
		default:
			// Accepted or pending: the relay answers for it now.
			return { ...about, status: "delivered", via: "relay", coalesced: 1 };
	}
}
