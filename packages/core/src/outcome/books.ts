import type { Delivered, Dropped, DroppedReason, Suppressed, SuppressedReason } from "./outcome.ts";

/** What became of everything raised; `raised = delivered + suppressed + dropped + pending`, always. */
export interface Stats {
	/** Calls of `notify` and `send`. */
	readonly raised: number;
	readonly delivered: number;
	readonly suppressed: number;
	readonly dropped: number;
	readonly pending: number;
	readonly suppressedBy: Readonly<Record<SuppressedReason, number>>;
	readonly droppedBy: Readonly<Record<DroppedReason, number>>;
	/** HTTP calls made, our own messages included. */
	readonly requests: number;
	/** 429 answers among them. */
	readonly rateLimited: number;
	/** Our own messages, counted apart: throttle summaries, audit lines, notices; those that arrived. */
	readonly summaries: number;
	readonly auditLines: number;
	readonly notices: number;
}

/** The ledger behind {@link Stats}. `pending` is counted, not derived, so that the sum can be checked. */
export interface Books {
	raise(): void;
	settle(outcome: Delivered | Suppressed | Dropped): void;
	count(what: "requests" | "rateLimited" | "summaries" | "auditLines" | "notices"): void;
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
		settle: (outcome) => {
			sums.pending--;
			sums[outcome.status]++;
			if (outcome.status === "suppressed") suppressedBy[outcome.reason]++;
			if (outcome.status === "dropped") droppedBy[outcome.reason]++;
		},
		count: (what) => {
			ours[what]++;
		},
		stats: () => ({ ...sums, ...ours, suppressedBy: { ...suppressedBy }, droppedBy: { ...droppedBy } }),
	};
}
