import type { SandboxResponse, WireFault } from "./exchange.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Notified } from "./mentions.ts";
import type { RateState } from "./rate-limit.ts";
import { createSnowflakes } from "./snowflake.ts";

/** A webhook of the sandbox. */
export interface SandboxWebhook {
	readonly id: string;
	readonly token: string;
	/** The channel's name, such as `alerts`. */
	readonly channel: string;
	readonly channelId: string;
	name: string;
	isDeleted: boolean;
}

/** A message that was stored. */
export interface StoredMessage {
	readonly id: string;
	readonly webhookId: string;
	readonly channel: string;
	readonly threadId: string | undefined;
	readonly username: string;
	readonly sentAtMs: number;
	editedAtMs: number | undefined;
	body: Readonly<Record<string, unknown>>;
	readonly files: readonly { readonly filename: string; readonly size: number; readonly type: string }[];
	notified: Notified;
}

/** A scripted answer for the next request to a webhook; `wire` breaks the connection instead. */
export type Fault = Partial<Omit<SandboxResponse, "body">> & {
	readonly body?: unknown;
	readonly name?: string;
	readonly wire?: WireFault;
};

/** The limits in force; `false` switches one off. */
export interface SandboxLimits {
	/** Requests per window and webhook, per method and route. Default 5 in 2000 ms (discord-api-docs #367). */
	readonly bucket: Window | false;
	/** Messages per window and channel, hidden from headers. Default 30 in 60,000 ms. */
	readonly channel: Window | false;
	/** Requests per window and address. Default 50 in 1000 ms. */
	readonly global: Window | false;
	/** 401, 403 and 429 answers per window and address before its ban. Default 10,000 in 600,000 ms. */
	readonly invalid: Window | false;
	/** The largest file. Default 10 MiB. */
	readonly fileBytes: number;
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
	global: { max: 50, windowMs: 1000 },
	invalid: { max: 10_000, windowMs: 600_000 },
	fileBytes: 10_485_760,
};

/** Everything the sandbox knows. `respond` is the only one to change it. */
export interface SandboxState {
	readonly webhooks: Map<string, SandboxWebhook>;
	readonly messages: Map<string, StoredMessage>;
	readonly scripts: Map<string, Fault[]>;
	readonly ledger: LedgerEntry[];
	readonly rates: RateState;
	readonly limits: SandboxLimits;
	/** Added to the clock in `X-RateLimit-Reset` only, so that clients that trust wall clocks are found out. */
	readonly clockSkewMs: number;
	readonly nextId: (nowMs: number) => string;
}

/** An empty Discord. */
export function createState(limits: Partial<SandboxLimits> = {}, clockSkewMs = 0): SandboxState {
	return {
		webhooks: new Map(),
		messages: new Map(),
		scripts: new Map(),
		ledger: [],
		rates: {
			buckets: new Map(),
			channels: new Map(),
			addresses: new Map(),
			invalid: new Map(),
			bannedUntilMs: new Map(),
		},
		limits: { ...DEFAULT_LIMITS, ...limits },
		clockSkewMs,
		nextId: createSnowflakes(),
	};
}
