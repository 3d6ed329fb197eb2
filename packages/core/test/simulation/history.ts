import type { DatEvent, Outcome, Receipt, Severity } from "@dat/core";
import type { LedgerEntry, StoredMessage, WebhookHandle } from "@dat/sandbox";
import type { Plan } from "./plan.ts";

/** One HTTP call, seen from outside core. */
export interface Call {
	/** Which process made it, counted from 0. */
	readonly life: number;
	readonly webhookId: string;
	readonly sentMs: number;
	/** Infinity while nobody has heard an answer, and for ever when the process died before. */
	answeredMs: number;
	status: number;
	/** The answer was read whole. */
	isWhole: boolean;
	readonly titles: readonly string[];
	readonly isUrgent: boolean;
	readonly body: string;
	/** What a 429 told, ms, and whether it concerns everybody. */
	toldMs: number;
	isForAll: boolean;
	fault: string | undefined;
	/** What the answer said of the bucket. */
	remaining: number | undefined;
	resetAtMs: number;
}

/** One alert, and how it ended. */
export interface Raised {
	readonly life: number;
	readonly title: string;
	readonly severity: Severity;
	readonly raisedMs: number;
	readonly receipt: Pick<Receipt, "id" | "state">;
	readonly outcomes: readonly Outcome[];
	/** Whether the spool took it: there is one, and the disk has worked for long enough. */
	readonly isKept: boolean;
}

/** A process, from its start to its death. */
export interface Life {
	readonly startedMs: number;
	diedMs: number;
}

/** What happened. */
export interface History {
	readonly plan: Plan;
	readonly lives: readonly Life[];
	readonly calls: readonly Call[];
	readonly raised: readonly Raised[];
	readonly events: readonly DatEvent[];
	readonly warnings: readonly string[];
	readonly ledger: readonly LedgerEntry[];
	readonly messages: readonly StoredMessage[];
	readonly webhooks: readonly WebhookHandle[];
	/** Sends of processes that lived, and how many of them resolved. */
	readonly awaited: { readonly asked: number; readonly resolved: number };
	/** The books did not add up at these times. */
	readonly unbalancedMs: readonly number[];
	readonly mostWaiting: number;
	/** After hours without faults. */
	readonly end: {
		readonly stats: { readonly pending: number };
		readonly hasClosed: boolean;
		readonly leftInSpool: number;
		readonly scheduled: number;
	};
}
