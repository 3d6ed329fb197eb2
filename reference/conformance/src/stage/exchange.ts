import type { Notified } from "@dat/sandbox";

/** One request and what became of it. Times are of one monotonic clock, in ms. */
export interface Exchange {
	readonly index: number;
	/** The webhook by its name in the case; absent for anything else that was asked. */
	readonly to: string | undefined;
	readonly method: string;
	/** With the token replaced. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** The body as Discord reads it; `undefined` when it cannot. */
	readonly json: unknown;
	/** When the whole request was there. */
	readonly seenMs: number;
	/** Just before the answer was written; absent while there is none. */
	answeredMs?: number;
	closedMs?: number;
	readonly status: number;
	readonly responseHeaders: Readonly<Record<string, string>>;
	readonly responseBody: string;
	/** `scripted` for an arm. */
	readonly isScripted: boolean;
	readonly wire: string | undefined;
	/** Whether the channel shows the message. */
	readonly isStored: boolean;
	/** Whom it pings; present when it was stored. */
	readonly notified: Notified | undefined;
	/** What Discord would refuse in the body. */
	readonly problems: readonly string[];
}

/** Whether Discord took the message, as far as the port could see. */
export function isAccepted({ status, method }: Exchange): boolean {
	return method === "POST" && status >= 200 && status < 300;
}
