import type { Fault, StandingFault } from "./fault.ts";
import type { LedgerEntry } from "./ledger.ts";
import { DEFAULT_LIMITS, type SandboxLimits } from "./limits.ts";
import type { Notified, Withheld } from "./mentions.ts";
import { DEFAULT_PROFILE, type SandboxProfile } from "./profile.ts";
import { createRateState, type RateState } from "./rate-limit.ts";
import { createSnowflakes } from "./snowflake.ts";

/** A channel of the sandbox. */
export interface SandboxChannel {
	readonly id: string;
	/** Such as `alerts`. */
	readonly name: string;
	readonly kind: "text" | "forum" | "media";
	/** Tags of a forum. */
	readonly tags: readonly { readonly id: string; readonly name: string }[];
	/** Whether a post of a forum must have a tag. */
	readonly isTagRequired: boolean;
}

/** A thread, or a post of a forum. */
export interface SandboxThread {
	readonly id: string;
	readonly channelId: string;
	readonly name: string;
	readonly tags: readonly string[];
	isArchived: boolean;
	isLocked: boolean;
}

/** A webhook of the sandbox. */
export interface SandboxWebhook {
	readonly id: string;
	readonly token: string;
	/** The channel's name, such as `alerts`. */
	readonly channel: string;
	readonly channelId: string;
	name: string;
	/** The hash of its picture. */
	avatar?: string | null;
	isDeleted: boolean;
}

/** A file of a message. */
export interface StoredFile {
	readonly id: string;
	readonly filename: string;
	readonly size: number;
	readonly type: string;
	readonly description?: string;
	readonly title?: string;
}

/** What a message says: the body as it was sent, with texts stripped and embeds as Discord stores them. */
export type StoredBody = Readonly<Record<string, unknown>> & {
	readonly content: string;
	readonly embeds: readonly unknown[];
	readonly components: readonly unknown[];
	readonly flags: number;
};

/** A message that was stored. */
export interface StoredMessage {
	readonly id: string;
	readonly webhookId: string;
	readonly channel: string;
	readonly threadId: string | undefined;
	readonly username: string;
	readonly avatarUrl?: string;
	readonly sentAtMs: number;
	editedAtMs: number | undefined;
	body: StoredBody;
	files: readonly StoredFile[];
	notified: Notified;
	/** Which of its mentions ping nobody, and why. */
	withheld: readonly Withheld[];
}

/** Everything the sandbox knows. `respond` is the only one to change it. */
export interface SandboxState {
	readonly webhooks: Map<string, SandboxWebhook>;
	/** By id. */
	readonly channels: Map<string, SandboxChannel>;
	/** By id. */
	readonly threads: Map<string, SandboxThread>;
	readonly messages: Map<string, StoredMessage>;
	/** Faults for the next requests to a webhook, by its id. */
	readonly scripts: Map<string, Fault[]>;
	/** Faults that stay until switched off. */
	readonly standing: StandingFault[];
	readonly ledger: LedgerEntry[];
	/** How many requests there were, also those the ledger has dropped. */
	requests: number;
	readonly rates: RateState;
	limits: SandboxLimits;
	profile: SandboxProfile;
	/** Added to the clock in `X-RateLimit-Reset` and `Date` only, so that clients that trust wall clocks are found out. */
	clockSkewMs: number;
	/** What tokens are made from; equal seeds give equal tokens. */
	readonly seed: number;
	readonly nextId: (nowMs: number) => string;
}

/** What a state starts with. */
export interface StateOptions {
	readonly profile?: Partial<SandboxProfile>;
	/** Default 0. */
	readonly seed?: number;
}

/**
 * An empty Discord.
 *
 * @example
 * const state = createState({ global: false }, 0, { seed: 7 });
 */
export function createState(
	limits: Partial<SandboxLimits> = {},
	clockSkewMs = 0,
	{ profile = {}, seed = 0 }: StateOptions = {},
): SandboxState {
	return {
		webhooks: new Map(),
		channels: new Map(),
		threads: new Map(),
		messages: new Map(),
		scripts: new Map(),
		standing: [],
		ledger: [],
		requests: 0,
		rates: createRateState(),
		limits: { ...DEFAULT_LIMITS, ...limits },
		profile: { ...DEFAULT_PROFILE, ...profile },
		clockSkewMs,
		seed,
		nextId: createSnowflakes(),
	};
}
