import { channelFor, type Severity } from "@dat/core";
import type { PlainContent } from "@dat/core/adapter";
import { byteLength, shrink } from "./shrink.ts";

/** An alert as the relay takes it (docs/relay-protocol.md). */
export interface WireAlert {
	readonly id: string;
	/** This page's clock, ms since the epoch. */
	readonly raisedAtMs: number;
	readonly alert: Omit<PlainContent, "notes"> & { readonly channel?: string; readonly silent?: boolean };
}

/** An alert on its way to the relay. */
export interface Entry {
	readonly id: string;
	readonly severity: Severity;
	/** The channel that its caller named or its severity means; the relay may decide otherwise. */
	readonly channel: string;
	readonly wire: WireAlert;
	/** `wire` as JSON. */
	readonly json: string;
	/** Of `json` in UTF-8. */
	readonly bytes: number;
	/** Somebody waits for how it ends. */
	readonly isAwaited: boolean;
	/** It is our own, and counted apart from alerts. */
	readonly isSummary: boolean;
	/** Requests that carried it. */
	attempts: number;
	/** A request with it has not been answered. */
	isFlying: boolean;
	/** A beacon with it has left since the page was last seen. */
	isBeaconed: boolean;
}

/** At least three of the largest fit into one beacon. Discord shows 6000 characters of an alert. */
const MOST_BYTES = 16_384;

/** Who raised it. */
export type Origin = Partial<Pick<Entry, "isAwaited" | "isSummary">>;

/** An entry that waits; its texts are cut when it is too large. */
export function createEntry(given: WireAlert, { isAwaited = false, isSummary = false }: Origin = {}): Entry {
	const { id, raisedAtMs } = given;
	const alert = shrink(given.alert, MOST_BYTES);
	const json = JSON.stringify({ id, raisedAtMs, alert });
	return {
		id,
		severity: alert.severity,
		channel: alert.channel ?? channelFor(alert.severity, alert.trade),
		wire: { id, raisedAtMs, alert },
		json,
		bytes: byteLength(json),
		isAwaited,
		isSummary,
		attempts: 0,
		isFlying: false,
		isBeaconed: false,
	};
}
