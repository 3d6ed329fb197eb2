/** Why an alert was deliberately not sent. */
export type SuppressedReason = "throttled" | "disabled" | "test-guard";

/** Why an alert was lost. */
export type DroppedReason =
	/** It could not be read as an alert at all. */
	| "invalid"
	/** No webhook for its channel, and no fallback. */
	| "unrouted"
	/** The queue was full and something more severe stayed. */
	| "overflow"
	/** Discord refused this message (a 4xx about the message itself). */
	| "rejected"
	/** The webhook does not exist any more, and no other channel could carry it. */
	| "gone"
	/** All attempts failed. */
	| "exhausted"
	/** It waited longer than `maxAgeMs`. */
	| "expired"
	/** The notifier was closed before it could be sent. */
	| "closed";

/** It is in Discord: any 2xx. */
export interface Delivered {
	/** Which of the four it is. */
	readonly status: "delivered";
	/** The alert's, as in its receipt. */
	readonly id: string;
	/** The channel it was meant for. */
	readonly channel: string;
	/** The channel that carried it instead, when its own could not. */
	readonly via?: string;
	/** Known when the message was sent with `wait`. */
	readonly messageId?: string;
	/** How many alerts shared the message; 1 when it was alone. */
	readonly coalesced: number;
	/** HTTP calls made for it. */
	readonly attempts: number;
}

/** It was deliberately not sent. */
export interface Suppressed {
	/** Which of the four it is. */
	readonly status: "suppressed";
	/** The alert's, as in its receipt. */
	readonly id: string;
	/** What held it back. */
	readonly reason: SuppressedReason;
	/** The throttle key that it shares with those that were sent. */
	readonly key?: string;
}

/** It was not delivered, and no further attempt will be made. */
export interface Dropped {
	/** Which of the four it is. */
	readonly status: "dropped";
	/** The alert's, as in its receipt. */
	readonly id: string;
	/** Why it was lost. */
	readonly reason: DroppedReason;
	/** One sentence for a person; never holds a URL or a token. */
	readonly detail: string;
	/** The channel it was meant for, when that was known. */
	readonly channel?: string;
	/** HTTP calls made for it, when there were any. */
	readonly attempts?: number;
	/** The last HTTP status. */
	readonly httpStatus?: number;
	/** Discord's JSON error code, such as 50035. */
	readonly discordCode?: number;
	/** Discord's field errors, flattened: `embeds.0.title: Must be 256 or fewer in length.` */
	readonly errors?: readonly string[];
	/** An attempt ended without an answer, so Discord may have stored it. */
	readonly maybeDelivered?: true;
}

/** Only from a `send` that timed out or was aborted: still in the queue; it will settle later. */
export interface Pending {
	/** Which of the four it is. */
	readonly status: "pending";
	/** The alert's, as in its receipt. */
	readonly id: string;
	/** The channel it waits for. */
	readonly channel?: string;
	/** An attempt ended without an answer, so Discord may have stored it. */
	readonly maybeDelivered?: true;
}

/** How one alert ended. */
export type Outcome = Delivered | Suppressed | Dropped | Pending;

/** What `notify` says at once. */
export interface Receipt {
	/** Random 128-bit id, 32 hex digits, also in outcomes and events. */
	readonly id: string;
	/** What became of it so far; `queued` alerts have an outcome later. */
	readonly state: "queued" | "suppressed" | "dropped";
	/** Why it was not queued. */
	readonly reason?: SuppressedReason | DroppedReason;
}
