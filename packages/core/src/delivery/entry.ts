import type { AlertFile, AlertThread, Mention } from "../alert/alert.ts";
import type { Severity } from "../alert/severity.ts";
import type { Embed } from "../discord/wire.ts";
import type { DroppedReason } from "../outcome/outcome.ts";
import type { Part } from "../policy/repair.ts";
import type { History } from "../policy/retry.ts";

/** What an entry carries: a user's alert, or one of our own messages, which are counted apart. */
export type Purpose = "alert" | "summary" | "notice" | "audit";

/** The order of sending, and backwards of eviction: P0, P1, P2, P3, DEV, audit. */
export const RANKS = { P0: 0, P1: 1, P2: 2, P3: 3, DEV: 4, audit: 5 } as const;

/** How an entry ended. */
export type Settlement =
	| { readonly status: "delivered"; readonly messageId?: string | undefined; readonly coalesced: number }
	| {
			readonly status: "dropped";
			readonly reason: DroppedReason;
			readonly detail: string;
			readonly httpStatus?: number | undefined;
			readonly discordCode?: number | undefined;
			readonly errors?: readonly string[] | undefined;
	  };

/** One thing waiting in a lane. The lane that holds it is the only one to change it. */
export interface Entry {
	readonly id: string;
	readonly purpose: Purpose;
	readonly severity: Severity;
	readonly rank: number;
	/** The channel it was meant for. */
	readonly channel: string;
	/** The channel that carries it instead. */
	via: string | undefined;
	embed: Embed;
	/** An audit line; several share one embed. */
	readonly line: string | undefined;
	mention: readonly Mention[];
	/** The thread asked for, or that of the channel which carries it. */
	thread: AlertThread | undefined;
	readonly files: readonly AlertFile[];
	readonly silent: boolean;
	/** Somebody waits for its outcome, so the message id is asked for. */
	readonly isAwaited: boolean;
	/** Monotonic ms. */
	readonly expiresAtMs: number;
	history: History;
	/** HTTP calls made for it. */
	attempts: number;
	/** Its own back-off, monotonic ms. */
	retryAtMs: number;
	/** Parts that it lacks, or that Discord refused and that are left out. */
	without: ReadonlySet<Part>;
	/** Its message was refused without naming an embed, so it goes alone. */
	isAlone: boolean;
	isSettled: boolean;
	/** Called exactly once. */
	readonly onSettled: (entry: Entry, settlement: Settlement) => void;
}

/** What is particular to a new entry. */
export type NewEntry = Pick<Entry, "id" | "purpose" | "severity" | "channel" | "embed" | "expiresAtMs" | "onSettled"> &
	Partial<Pick<Entry, "line" | "mention" | "thread" | "files" | "silent" | "isAwaited">>;

/** What a new entry has if it is not given, shared by all. */
const PLAIN = {
	line: undefined,
	mention: [],
	thread: undefined,
	files: [],
	silent: false,
	isAwaited: false,
	via: undefined,
	history: { failures: 0, limited: 0, ambiguous: 0 },
	attempts: 0,
	retryAtMs: 0,
	isAlone: false,
	isSettled: false,
} as const;
const WITHOUT_FILES: ReadonlySet<Part> = new Set(["files"]);
const COMPLETE: ReadonlySet<Part> = new Set();

/** A new entry, nothing tried yet. */
export function createEntry(given: NewEntry): Entry {
	return {
		...PLAIN,
		...given,
		rank: rankOf(given),
		without: given.files?.length ? COMPLETE : WITHOUT_FILES,
	};
}

/** Ends an entry; a second end is ignored, as when an answer comes after the notifier was closed. */
export function settle(entry: Entry, settlement: Settlement): void {
	if (entry.isSettled) return;
	entry.isSettled = true;
	entry.onSettled(entry, settlement);
}

/** A summary is news of alerts, none itself: it takes no slot that is kept for P0 and P1. */
function rankOf({ purpose, severity }: NewEntry): number {
	if (purpose === "audit") return RANKS.audit;
	return purpose === "summary" ? Math.max(RANKS.P2, RANKS[severity]) : RANKS[severity];
}
