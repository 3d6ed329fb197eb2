import type { Notified } from "./mentions.ts";

/** One request and what became of it. The token is never in it. */
export interface LedgerEntry {
	readonly index: number;
	readonly atMs: number;
	readonly method: string;
	/** The path with the token replaced. */
	readonly path: string;
	readonly webhookId: string | undefined;
	readonly channel: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** The parsed body, when it could be parsed. */
	readonly body: unknown;
	readonly status: number;
	readonly responseHeaders: Readonly<Record<string, string>>;
	readonly responseBody: string;
	/** The message that was stored, also when the answer was lost. */
	readonly messageId: string | undefined;
	readonly notified: Notified | undefined;
	/** The fault that was scripted, if any. */
	readonly fault: string | undefined;
}

/** Replaces the token in a path or URL (facts 1.1). */
export function redactPath(path: string): string {
	return path.replace(/(\/webhooks\/\d{15,20}\/)[A-Za-z0-9._-]{20,200}/gi, "$1[token]");
}
