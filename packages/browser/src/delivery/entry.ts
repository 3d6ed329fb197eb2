import { channelFor, type Severity } from "@dat/core";
import type { PageAlert } from "../read-alert.ts";
import { byteLength, toJson } from "./to-json.ts";

/** An alert as the relay takes it (docs/relay-protocol.md). */
export interface WireAlert {
	readonly id: string;
	/** This page's clock, ms since the epoch. */
	readonly raisedAtMs: number;
	readonly alert: PageAlert;
}

/** Who raised it. */
export interface Origin {
	/** Somebody waits for how it ends. */
	readonly isAwaited?: boolean;
	/** It is our own, and counted apart from alerts. */
	readonly isSummary?: boolean;
}

/** An alert on its way to the relay. */
export interface Entry extends Origin {
	readonly id: string;
	readonly raisedAtMs: number;
	readonly severity: Severity;
	/** The channel that its caller named or its severity means; the relay may decide otherwise. */
	readonly channel: string;
	/** A {@link WireAlert}. */
	readonly json: string;
	/** Of `json` in UTF-8. */
	readonly bytes: number;
	/** Requests that carried it. */
	attempts: number;
	/** A request with it has not been answered. */
	isFlying?: boolean;
	/** A beacon with it has left since the page was last seen. */
	isBeaconed?: boolean;
}

/** At least three of the largest fit into one beacon. Discord shows 6000 characters of an alert. */
const MOST_BYTES = 16_384;

/** An entry that waits; its texts are cut when it is too large. */
export function createEntry({ id, raisedAtMs, alert }: WireAlert, origin?: Origin): Entry {
	const json = toJson({ id, raisedAtMs, alert }, MOST_BYTES);
	return {
		...origin,
		id,
		raisedAtMs,
		severity: alert.severity,
		channel: alert.channel ?? channelFor(alert.severity, alert.trade),
		json,
		bytes: byteLength(json),
		attempts: 0,
	};
}
