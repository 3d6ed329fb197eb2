import type { Fault, StandingFault } from "./fault.ts";
import type { LedgerEntry } from "./ledger.ts";
import { DEFAULT_LIMITS, type SandboxLimits } from "./limits.ts";
import type { Notified, Withheld } from "./mentions.ts";
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
	body: Readonly<Record<string, unknown>> & { readonly content: string; readonly embeds: readonly unknown[] };
	readonly files: readonly { readonly filename: string; readonly size: number; readonly type: string }[];
	notified: Notified;
	/** Which of its mentions ping nobody, and why. */
	withheld: readonly Withheld[];
}

/** Everything the sandbox knows. `respond` is the only one to change it. */
export interface SandboxState {
	readonly webhooks: Map<string, SandboxWebhook>;
	readonly messages: Map<string, StoredMessage>;
	/** Faults for the next requests to a webhook, by its id. */
	readonly scripts: Map<string, Fault[]>;
	/** Faults that stay until switched off. */
	readonly standing: StandingFault[];
	readonly ledger: LedgerEntry[];
	/** How many requests there were, also those the ledger has dropped. */
	requests: number;
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
		standing: [],
		ledger: [],
		requests: 0,
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
