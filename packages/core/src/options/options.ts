import type { Mention } from "../alert/alert.ts";
import type { Severity } from "../alert/severity.ts";
import type { Outcome } from "../outcome/outcome.ts";
import type { Observer } from "../platform/observer.ts";

/** How often, and how long, a delivery is tried again. */
export interface RetryOptionsInput {
	/** 429 answers one alert may meet and still be retried. Default 5, 0 to 100. */
	readonly rateLimitRetries?: number;
	/** Attempts that may fail by a 5xx or the network. Default 5, 1 to 100. */
	readonly maxAttempts?: number;
	/** Ceiling of the first back-off, ms; it doubles with full jitter. Default 1000, 1 to 3,600,000. */
	readonly baseMs?: number;
	/** Ceiling of every back-off, ms. Default 30,000, 1 to 3,600,000. */
	readonly maxBackoffMs?: number;
	/** Deadline of one HTTP call, ms. Default 10,000, 1 to 600,000. */
	readonly attemptTimeoutMs?: number;
	/** The longest 429 wait that counts against an alert, ms; a longer one parks the lane. Default 30,000, 0 to 86,400,000. */
	readonly maxWaitMs?: number;
	/** How long an address ban without a time of its own pauses everything, ms. Default 3,600,000, 1 to 86,400,000. */
	readonly banPauseMs?: number;
}

/** The storm brake. */
export interface ThrottleOptionsInput {
	/** Alerts per key and window that go through. Default 3, 1 to 1000. */
	readonly max?: number;
	/** The sliding window, ms. Default 60,000, 1 to 86,400,000. */
	readonly windowMs?: number;
	/** Keys remembered; beyond it the oldest are forgotten. Default 10,000, 2 to 1,000,000. */
	readonly maxKeys?: number;
}

/** The bounds of what may wait. */
export interface QueueOptionsInput {
	/** Alerts waiting per webhook. Default 500, 1 to 1,000,000. */
	readonly max?: number;
	/** Alerts waiting over all webhooks. Default 10,000, 1 to 1,000,000. */
	readonly maxTotal?: number;
}

/** A webhook URL, or one with the thread of its channel that alerts go to. */
export type WebhookOption = string | { readonly url: string; readonly threadId?: string };

/** The options that every runtime shares. */
export interface NotifierOptions {
	/** Channel name to webhook URL; `default` is the fallback of every channel but `audit`. */
	readonly webhooks?: Readonly<Record<string, WebhookOption>>;
	/** `false` sends nothing: every alert is `suppressed: disabled`. Default true. */
	readonly enabled?: boolean;
	/** The name messages are posted under. What Discord refuses in names is replaced. */
	readonly username?: string;
	/** The picture messages are posted with, an http(s) URL. */
	readonly avatarUrl?: string;
	/** The channel that gets a one-liner per routed alert; `false` for none. Default `audit`, when that has a webhook. */
	readonly audit?: string | false;
	/** Whom a P0 pings unless it says so itself. Default `everyone`; an empty array pings nobody. */
	readonly p0Mention?: Mention | readonly Mention[];
	/** How often, and how long, a delivery is tried again. */
	readonly retry?: RetryOptionsInput;
	/** `false` lets everything through. */
	readonly throttle?: ThrottleOptionsInput | false;
	/** The bounds of what may wait. */
	readonly queue?: QueueOptionsInput;
	/** Waiting alerts share messages. Default true. */
	readonly coalesce?: boolean;
	/** What is assumed of Discord's limits until it says so; `false` assumes nothing. Default `{ channelPerMinute: 30 }`. */
	readonly pacing?: { readonly channelPerMinute?: number } | false;
	/** How long an alert may wait, ms, for all or per severity. Default 900,000 for P0 and P1, 300,000 for the rest. */
	readonly maxAgeMs?: number | Partial<Readonly<Record<Severity, number>>>;
	/** Extra patterns to scrub from alert text besides the known secrets; `false` scrubs nothing. */
	readonly scrub?: readonly RegExp[] | false;
	/** Hears everything that happens. */
	readonly observer?: Observer;
	/** Hears how each alert ended. */
	readonly onOutcome?: (outcome: Outcome) => void;
	/** Where Discord's API is. Default `https://discord.com/api/v10`. */
	readonly apiBase?: string;
	/** Allows plain http to the `apiBase`. Default false; loopback is always allowed. */
	readonly allowHttp?: boolean;
	/** Sends to Discord even under a test runner. Default false. */
	readonly allowInTests?: boolean;
}
