/** How one alert ended, or stands. */
export interface Outcome {
	readonly status: "delivered" | "suppressed" | "dropped" | "pending";
	readonly id: string;
	readonly reason?: Reason;
	/** One sentence for a person, without URL. */
	readonly detail?: string;
	readonly channel?: string;
	/** Every HTTP request made for the alert. */
	readonly attempts?: number;
	/** An attempt ended without an answer, so nobody can know. */
	readonly maybeDelivered?: boolean;
	readonly messageId?: string;
	readonly httpStatus?: number;
	readonly discordCode?: number;
	/** What Discord has against which field. */
	readonly errors?: readonly string[];
}

export type Reason =
	| "throttled"
	| "disabled"
	| "test-guard"
	| "invalid"
	| "unrouted"
	| "overflow"
	| "rejected"
	| "gone"
	| "exhausted"
	| "closed";

/** What raising an alert answers at once. */
export interface Receipt {
	readonly id: string;
	readonly state: "queued" | "suppressed" | "dropped";
	readonly reason?: Reason;
}

/** raised = delivered + suppressed + dropped + pending, always. */
export interface Stats {
	readonly raised: number;
	readonly delivered: number;
	readonly suppressed: number;
	readonly dropped: number;
	readonly pending: number;
}
