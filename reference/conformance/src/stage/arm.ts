/** What the connection does instead of carrying a whole answer. */
export type ArmWire =
	/** Reset before anything is stored. */
	| "reset"
	/** Stored, then reset: nobody can know. */
	| "lost-reply"
	/** Never answered. */
	| "stall"
	/** Answered when the case says `release`. */
	| "hold"
	/** The head, and then a byte now and then, for ever. */
	| "drip"
	/** Fewer bytes than the head promised. */
	| "truncate"
	/** The head says gzip, and the body is not. */
	| "not-gzip"
	/** Five megabytes. */
	| "huge";

/** One scripted answer. Without a status Discord answers by itself, and only the wire is broken. */
export interface Arm {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON, or text as it is. */
	readonly body?: unknown;
	/** The edge answers, not Discord: no `Via` header. */
	readonly isEdge?: boolean;
	readonly wire?: ArmWire;
	/** Answers every further request too. */
	readonly always?: true;
}
