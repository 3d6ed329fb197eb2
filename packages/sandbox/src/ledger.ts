import type { UploadedFile } from "./body.ts";
import type { Notified, Withheld } from "./mentions.ts";
import type { BucketView, LimitKind } from "./rate-limit.ts";
import type { FormError } from "./validate/form-errors.ts";

/** What a request did to what the sandbox keeps, whether or not its answer arrived. */
export type Effect = "stored" | "edited" | "deleted" | "read" | "nothing";

/** One request and what became of it. Its path and headers never hold the token. */
export interface LedgerEntry {
	/** Counted from 0, also over evictions. */
	readonly index: number;
	/** By the sandbox's clock, ms since the epoch. */
	readonly atMs: number;
	/** When the request's head was read, monotonic ms with fractions; compare only with times of the same sandbox. */
	readonly receivedAtMs: number;
	/** When the answer was given to the socket whole, or the connection broken; absent until then and for a stall. */
	answeredAtMs: number | undefined;
	/** The connection, counted from 1; absent where the shell knows none. */
	readonly connection: number | undefined;
	/** Who asked. */
	readonly address: string;
	readonly method: string;
	/** The path with the token replaced. */
	readonly path: string;
	readonly webhookId: string | undefined;
	readonly channel: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** The parsed body, when it could be parsed and had at most 1 MB; what a client put into it is shown as it is. */
	readonly body: unknown;
	readonly bodyBytes: number;
	/** The files of a multipart body. */
	readonly parts: readonly UploadedFile[];
	/** 0 when no answer was let through. */
	readonly status: number;
	readonly responseHeaders: Readonly<Record<string, string>>;
	readonly responseBody: string;
	/** What it acted on; absent when it named neither. */
	readonly target: "webhook" | "message" | undefined;
	readonly effect: Effect;
	/** Why it was refused or lost, for people; absent when it was carried out and answered. */
	readonly reason: string | undefined;
	/** Discord's own error code in the answer, such as 10015. */
	readonly code: number | undefined;
	/** Discord's field errors, flat. */
	readonly problems: readonly FormError[];
	/** The limit that refused it. */
	readonly limitedBy: LimitKind | undefined;
	/** The webhook's limits as they stand after this request. */
	readonly gauge: Gauge | undefined;
	/** The message that was stored or changed, also when the answer was lost. */
	readonly messageId: string | undefined;
	/** Who would have been pinged. */
	readonly notified: Notified | undefined;
	/** Which mentions of the text ping nobody, and why. */
	readonly withheld: readonly Withheld[];
	/** The fault that was scripted, if any. */
	readonly fault: string | undefined;
}

/** How full the windows of a webhook are; absent where a limit is switched off. */
export interface Gauge {
	/** Posts of this webhook. */
	readonly bucket: BucketView | undefined;
	/** Messages of its channel, which Discord tells nobody. */
	readonly channel: BucketView | undefined;
}

/** Replaces tokens in a path, a URL or a header (facts 1.1). */
export function redact(text: string): string {
	return text.replace(/(\/webhooks\/\d{15,20}\/)[A-Za-z0-9._-]{20,200}/gi, "$1[token]");
}
