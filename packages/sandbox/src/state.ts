import type { SandboxResponse, WireFault } from "./exchange.ts";
import type { LedgerEntry } from "./ledger.ts";
import { DEFAULT_LIMITS, type SandboxLimits } from "./limits.ts";
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
	/** Discord's edge answers, not its API: without a `Via` header. */
	readonly isEdge?: boolean;
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
