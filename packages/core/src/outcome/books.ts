import type { Delivered, Dropped, DroppedReason, Suppressed, SuppressedReason } from "./outcome.ts";

/** What the books note of an outcome. */
export type Ending =
	| Pick<Delivered, "status">
	| Pick<Suppressed, "status" | "reason">
	| Pick<Dropped, "status" | "reason">;

/** What became of everything raised; `raised = delivered + suppressed + dropped + pending`, always. */
export interface Stats {
	/** Calls of `notify` and `send`. */
	readonly raised: number;
	/** Alerts that are in Discord. */
	readonly delivered: number;
	/** Alerts deliberately not sent. */
	readonly suppressed: number;
	/** Alerts lost. */
	readonly dropped: number;
	/** Alerts under way. */
	readonly pending: number;
	/** `suppressed`, by reason. */
	readonly suppressedBy: Readonly<Record<SuppressedReason, number>>;
	/** `dropped`, by reason. */
	readonly droppedBy: Readonly<Record<DroppedReason, number>>;
	/** HTTP calls made, our own messages included. */
	readonly requests: number;
	/** 429 answers among them. */
	readonly rateLimited: number;
	/** Our own messages, counted apart: throttle summaries, audit lines, notices; those that arrived. */
	readonly summaries: number;
	/** One-liners in `audit` that arrived. */
	readonly auditLines: number;
	/** Notices of a dead webhook, of drops and the like that arrived. */
	readonly notices: number;
}

/** What is counted besides alerts. */
export type Counted = "requests" | "rateLimited" | "summaries" | "auditLines" | "notices";

/** The ledger behind {@link Stats}. `pending` is counted, not derived, so that the sum can be checked. */
export interface Books {
	raise(): void;
	settle(ending: Ending): void;
	count(what: Counted, by?: number): void;
	stats(): Stats;
}

/** Empty books. */
export function createBooks(): Books {
	const sums = { raised: 0, delivered: 0, suppressed: 0, dropped: 0, pending: 0 };
	const ours = { requests: 0, rateLimited: 0, summaries: 0, auditLines: 0, notices: 0 };
	const suppressedBy = { throttled: 0, disabled: 0, "test-guard": 0 };
	const droppedBy = { invalid: 0, unrouted: 0, overflow: 0, rejected: 0, gone: 0, exhausted: 0, expired: 0, closed: 0 };
	return {
		raise: () => {
			sums.raised++;
			sums.pending++;
		},
		settle: (ending) => {
			sums.pending--;
			sums[ending.status]++;
			if (ending.status === "suppressed") suppressedBy[ending.reason]++;
			if (ending.status === "dropped") droppedBy[ending.reason]++;
		},
		count: (what, by = 1) => {
			ours[what] += by;
		},
		stats: () => ({ ...sums, ...ours, suppressedBy: { ...suppressedBy }, droppedBy: { ...droppedBy } }),
	};
}
