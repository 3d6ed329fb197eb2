import type { SandboxClock } from "./clock.ts";
import type { EventLog } from "./events.ts";
import type { SandboxRequest, SandboxResponse } from "./exchange.ts";
import type { Fault } from "./fault.ts";
import type { Gauge, LedgerEntry } from "./ledger.ts";
import type { SandboxLimits } from "./limits.ts";
import type { SandboxProfile } from "./profile.ts";
import type { SandboxChannel, SandboxState, SandboxThread, SandboxWebhook, StoredMessage } from "./state.ts";
import type { WaitOptions } from "./wait-for.ts";

/** How a sandbox is made. */
export interface SandboxOptions {
	/** Its clock, ms since the epoch. Default `Date.now`. A virtual clock makes it a simulation. */
	readonly now?: () => number;
	/** The clock of `receivedAtMs` and `answeredAtMs`. Default `performance.now`, or `now` when that is given. */
	readonly monotonicNow?: () => number;
	/** Waits for delays and drips. Default a timer. */
	readonly sleep?: (ms: number) => Promise<void>;
	readonly limits?: Partial<SandboxLimits>;
	/** How wrong `X-RateLimit-Reset` and `Date` are, ms. Default 0. */
	readonly clockSkewMs?: number;
	/** Switches for what is unknown of Discord; see `PROFILE_SWITCHES` for each default. */
	readonly profile?: Partial<SandboxProfile>;
	/** What tokens are made from. Default 0; the same seed gives the same webhooks. */
	readonly seed?: number;
	/** Requests kept in the ledger, messages kept and events remembered; the oldest go. Default no bound (events 10,000). */
	readonly keep?: number;
}

/** A webhook to make; its channel is made, too, unless there is one of that name. */
export interface WebhookWish {
	readonly channel: string;
	/** Default `Sandbox`. */
	readonly name?: string;
}

/** A channel to make, or to change when there is one of that name. */
export interface ChannelWish {
	readonly name: string;
	/** Default `text`. */
	readonly kind?: SandboxChannel["kind"];
	/** Names of a forum's tags; their ids are made. */
	readonly tags?: readonly string[];
	/** Default false. */
	readonly isTagRequired?: boolean;
}

/** A thread to make. */
export interface ThreadWish {
	readonly channel: string;
	/** Default `thread`. */
	readonly name?: string;
	/** Default a new one. */
	readonly id?: string;
	/** Default false. */
	readonly isArchived?: boolean;
	/** Default false. */
	readonly isLocked?: boolean;
}

/** A webhook with the URL that clients are given. */
export interface WebhookHandle extends Pick<SandboxWebhook, "id" | "token" | "channel" | "channelId"> {
	/** The URL below a base such as `http://127.0.0.1:4010` or `https://discord.com`. */
	url(base: string): string;
}

/** The part of a fetch's init that a sandbox reads. */
export interface SandboxFetchInit {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	readonly signal?: AbortSignal;
}

/** The part of a response that clients of the direct transport read. */
export interface SandboxFetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	text(): Promise<string>;
}

/** An answer, with what the shell calls when the answer has gone out. */
export interface Exchange {
	readonly response: SandboxResponse;
	/** Notes `answeredAtMs`. */
	done(): void;
}

/** A webhook and how full its windows are. */
export interface WebhookGauge extends Gauge {
	readonly webhookId: string;
	/** The name of its channel. */
	readonly name: string;
}

/** What changes while it runs. */
export interface Tuning {
	readonly limits?: Partial<SandboxLimits>;
	readonly profile?: Partial<SandboxProfile>;
	readonly clockSkewMs?: number;
}

/** A local Discord. */
export interface Sandbox {
	readonly state: SandboxState;
	readonly ledger: readonly LedgerEntry[];
	/** What happened, for those who want to hear or resume. */
	readonly events: EventLog;
	/** Its time; freeze, advance or set it. */
	readonly clock: SandboxClock;
	/** The clock of `receivedAtMs`. */
	readonly monotonicNow: () => number;
	readonly sleep: (ms: number) => Promise<void>;
	/** Answers a request at once; its answer counts as given. */
	handle(request: SandboxRequest): SandboxResponse;
	/** Answers a request; shells that deliver with delay call this. */
	exchange(request: SandboxRequest): Exchange;
	/** The direct transport: usable as an injected fetch. */
	fetch(url: string, init?: SandboxFetchInit): Promise<SandboxFetchResponse>;
	createWebhook(wanted: WebhookWish): WebhookHandle;
	/** Makes a text channel, a forum or a media channel. */
	createChannel(wanted: ChannelWish): SandboxChannel;
	/** Makes a thread, so that `thread_id` finds it. */
	createThread(wanted: ThreadWish): SandboxThread;
	/** Answers for the next requests to a webhook, in order. */
	script(webhookId: string, ...faults: readonly Fault[]): void;
	/**
	 * Switches a fault on until it is switched off by `fault: undefined`; for one webhook, or for all. The same name again
	 * replaces it.
	 */
	stand(name: string, fault: Fault | undefined, webhookId?: string): void;
	/** Changes limits, switches or the clock's skew; what is not named stays. */
	tune(tuning: Tuning): void;
	/** How full the windows of each webhook are now. */
	gauges(): readonly WebhookGauge[];
	/** Stored messages, oldest first, of one channel or of all. */
	messages(channel?: string): readonly StoredMessage[];
	/** Resolves with the stored messages as soon as there are so many; rejects when it takes too long. */
	waitFor(count: number, options?: WaitOptions): Promise<readonly StoredMessage[]>;
	/** Hears each request after it was answered; call what it returns to stop. */
	onRequest(listener: (entry: LedgerEntry) => void): () => void;
	/** Forgets ledger, messages, limits, scripts and standing faults; webhooks stay. */
	reset(): void;
}
