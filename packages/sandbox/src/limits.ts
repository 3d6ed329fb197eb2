/** The limits in force; `false` switches one off. */
export interface SandboxLimits {
	/** Requests per window and webhook, per method and route. Default 5 in 2000 ms (discord-api-docs #367). */
	readonly bucket: Window | false;
	/** Messages per window and channel, hidden from headers. Default 30 in 60,000 ms. */
	readonly channel: Window | false;
	/** Messages per window and channel before 429 with code 20028. Default off. */
	readonly write: Window | false;
	/** Edits of messages older than an hour, per window and channel, before code 30046. Default 3 in 6000 ms. */
	readonly oldEdits: Window | false;
	/** Requests per window and address. Default 50 in 1000 ms. */
	readonly global: Window | false;
	/** 401, 403 and 429 answers per window and address before its ban. Default 10,000 in 600,000 ms. */
	readonly invalid: Window | false;
	/** Requests to unknown webhooks per window and address before its ban. Default 20 in 600,000 ms. */
	readonly unknown: Window | false;
	/** How long an address stays banned, ms. Default 3,600,000. */
	readonly banMs: number;
	/** The largest file. Default 10 MiB; boosted servers have 50 or 100. */
	readonly fileBytes: number;
	/** The largest request. Default 25 MiB, as the docs say; 200 MiB has been seen. */
	readonly requestBytes: number;
}

/** So many in so long. */
export interface Window {
	readonly max: number;
	readonly windowMs: number;
}

/** Discord's limits, as far as they are known. */
export const DEFAULT_LIMITS: SandboxLimits = {
	bucket: { max: 5, windowMs: 2000 },
	channel: { max: 30, windowMs: 60_000 },
	write: false,
	oldEdits: { max: 3, windowMs: 6000 },
	global: { max: 50, windowMs: 1000 },
	invalid: { max: 10_000, windowMs: 600_000 },
	unknown: { max: 20, windowMs: 600_000 },
	banMs: 3_600_000,
	fileBytes: 10_485_760,
	requestBytes: 26_214_400,
};
