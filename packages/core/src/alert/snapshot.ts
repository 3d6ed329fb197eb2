import type { AlertField, AlertFile, AlertThread, Mention } from "./alert.ts";
import type { Severity } from "./severity.ts";

/** What is read of every alert, first. */
export interface AlertHead {
	readonly severity: Severity;
	readonly title: string;
	readonly trade: boolean;
	/** The channel it names. */
	readonly channel: string | undefined;
	/** The throttle key it names. */
	readonly key: string | undefined;
	/** What had to be changed to make sense of the input; shown in the message. */
	readonly notes: readonly string[];
}

/** What the throttle and the router need; a suppressed alert costs no more than this. */
export interface AlertAddress extends AlertHead {
	/** The throttle key: the alert's own, else derived from severity and masked title. */
	readonly key: string;
}

/** A thrown value as text. */
export interface ErrorSnapshot {
	/** `TypeError: x is not a function` */
	readonly headline: string;
	/** Stack and cause chain, bounded. */
	readonly trace: string;
}

/** What an embed shows, reduced to plain data: nothing in it can run code, throw, or change later. */
export interface AlertContent extends AlertHead {
	readonly description: string;
	readonly fields: readonly AlertField[];
	/** Stack and cause chain. */
	readonly trace: string;
	readonly url: string | undefined;
	readonly footer: string | undefined;
	/** Unknown when neither the alert nor the caller says. */
	readonly timestampMs: number | undefined;
	readonly image: string | undefined;
	readonly thumbnail: string | undefined;
	readonly author:
		| { readonly name: string; readonly url?: string | undefined; readonly iconUrl?: string | undefined }
		| undefined;
}

/** How it is to be delivered. */
export interface AlertWishes {
	/** `undefined` means the default of the severity. */
	readonly mention: readonly Mention[] | undefined;
	readonly thread: AlertThread | undefined;
	readonly files: readonly AlertFile[];
	readonly silent: boolean;
	/** What of this was not usable. */
	readonly notes: readonly string[];
}
