import type { Clock, Delivered, Dropped, Outcome, Severity, Stats, Suppressed } from "@dat/core";
import { type Books, createDrain, type Newsroom } from "@dat/core/adapter";

/** Enters each alert once, and tells each outcome once. */
export interface Ledger {
	/** An alert was raised; `tell` hears how it ends. */
	raise(id: string, tell: ((outcome: Outcome) => void) | undefined): void;
	settle(outcome: Delivered | Suppressed | Dropped, severity?: Severity): void;
	/** Resolves when nothing is pending, or after `timeoutMs`. */
	wait(timeoutMs: number): Promise<void>;
	stats(): Stats;
}

/** An empty ledger. */
export function createLedger(books: Books, news: Newsroom, clock: Clock): Ledger {
	const listeners = new Map<string, (outcome: Outcome) => void>();
	const drain = createDrain(clock);
	return {
		raise: (id, tell) => {
			books.raise();
			drain.opened();
			if (tell) listeners.set(id, tell);
		},
		settle: (outcome, severity) => {
			const tell = listeners.get(outcome.id);
			listeners.delete(outcome.id);
			books.settle(outcome);
			news.emit({ type: "settled", severity, outcome });
			news.outcome(outcome);
			tell?.(outcome);
			drain.closed();
		},
		wait: drain.wait,
		stats: books.stats,
	};
}
