import type { AlertAuthor, AlertField, AlertFile, AlertThread, Mention } from "./alert.ts";
import type { Severity } from "./severity.ts";

/** What the throttle and the router need, read first so that a suppressed alert costs nothing more. */
export interface AlertHead {
	readonly severity: Severity;
	readonly title: string;
	readonly trade: boolean;
	readonly channel: string | undefined;
	/** The throttle key: the alert's own, else derived from severity and masked title. */
	readonly key: string;
	/** What had to be changed to make sense of the input; shown in the message. */
	readonly notes: readonly string[];
}

/** A thrown value as text. */
export interface ErrorSnapshot {
	/** `TypeError: x is not a function` */
	readonly headline: string;
	/** Stack and cause chain, bounded. */
	readonly trace: string;
}

/** An alert reduced to plain data: nothing in it can run code, throw, or change later. */
export interface AlertSnapshot extends AlertHead {
	readonly description: string;
	readonly fields: readonly AlertField[];
	/** `undefined` means the default of the severity. */
	readonly mention: readonly Mention[] | undefined;
	readonly error: ErrorSnapshot | undefined;
	readonly url: string | undefined;
	readonly footer: string | undefined;
	readonly timestampMs: number;
	readonly image: string | undefined;
	readonly thumbnail: string | undefined;
	readonly author: AlertAuthor | undefined;
	readonly thread: AlertThread | undefined;
	readonly files: readonly AlertFile[];
	readonly silent: boolean;
}
