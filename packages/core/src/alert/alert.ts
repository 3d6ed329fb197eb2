import type { Severity } from "./severity.ts";

/** Whom to ping. Ids are Discord snowflakes, 17 to 20 digits as a string. */
export type Mention = "everyone" | "here" | { readonly user: string } | { readonly role: string };

/** One row of an alert's fields, in the shape of Discord's embed fields. */
export interface AlertField {
	/** Up to 256 characters; more are cut. */
	readonly name: string;
	/** Up to 1024 characters of Markdown; more are cut. */
	readonly value: string;
	/** Shown beside its neighbours instead of on its own line. */
	readonly inline?: boolean;
}

/** A file to attach. Over 10 MiB, or past the tenth, it is left out and the message says so. */
export interface AlertFile {
	/** As it is shown and downloaded. */
	readonly name: string;
	/** Text is sent as UTF-8. */
	readonly data: string | Uint8Array;
	/** MIME type; default `application/octet-stream`, `text/plain; charset=utf-8` for strings. */
	readonly type?: string;
}

/** Where in the channel: an existing thread, or a new post in a forum channel. */
export type AlertThread = { readonly id: string } | { readonly name: string; readonly tags?: readonly string[] };

/** Who speaks, above the title. */
export interface AlertAuthor {
	/** Up to 256 characters. */
	readonly name: string;
	/** Makes the name a link, http(s). */
	readonly url?: string;
	/** A small picture before the name, http(s). */
	readonly iconUrl?: string;
}

/**
 * What a program raises. The same names are its JSON form in every runtime, in the CLI and in the ports.
 *
 * @example
 * notifier.notify({ severity: "P1", title: "Auth degraded", description: "p99 over 2 s", fields: { region: "ap-south-1" } });
 */
export interface Alert {
	/** How bad it is: colour, channel, order and mention follow from it. */
	readonly severity: Severity;
	/** One line, cut at 256. Ids in it are masked when the throttle compares titles. */
	readonly title: string;
	/** Markdown as Discord renders it, cut at 4096. */
	readonly description?: string;
	/** A record of name to value, or Discord's array. At most 25 are shown; what is cut is said. */
	readonly fields?: Readonly<Record<string, unknown>> | readonly AlertField[];
	/** A P3 alert with `trade` is blue and goes to `trades`. */
	readonly trade?: boolean;
	/** Overrides the routing by severity. */
	readonly channel?: string;
	/** Overrides the throttle key, which is severity and title with ids masked. */
	readonly key?: string;
	/** Whom to ping; default: P0 pings `p0Mention`, all others nobody. An empty array pings nobody. */
	readonly mention?: Mention | readonly Mention[];
	/** Any thrown value: name, message, cause chain and stack are shown in a code block. */
	readonly error?: unknown;
	/** Makes the title a link. */
	readonly url?: string;
	/** Small text below, cut at 2048. */
	readonly footer?: string;
	/** When it happened; default: when it was raised. A Date or an ISO 8601 string. */
	readonly timestamp?: Date | string;
	/** A picture below the text, http(s) or `attachment://name` of one of `files`. */
	readonly image?: string;
	/** A small picture beside the text, as `image`. */
	readonly thumbnail?: string;
	/** Who speaks, above the title: a name, or more. */
	readonly author?: string | AlertAuthor;
	/** Where in the channel; default the channel itself, or the thread of its webhook. */
	readonly thread?: AlertThread;
	/** Attached to the message, up to 10 of 10 MiB each. */
	readonly files?: readonly AlertFile[];
	/** Delivered without a push notification. */
	readonly silent?: boolean;
}
