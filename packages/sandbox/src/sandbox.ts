import type { SandboxRequest, SandboxResponse } from "./exchange.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { SandboxLimits } from "./limits.ts";
import { respond } from "./respond.ts";
import { createToken } from "./snowflake.ts";
import { createState, type Fault, type SandboxState, type SandboxWebhook, type StoredMessage } from "./state.ts";

/** How a sandbox is made. */
export interface SandboxOptions {
	/** Its clock, ms since the epoch. Default `Date.now`. A virtual clock makes it a simulation. */
	readonly now?: () => number;
	readonly limits?: Partial<SandboxLimits>;
	/** How wrong `X-RateLimit-Reset` is, ms. Default 0. */
	readonly clockSkewMs?: number;
	/** Requests kept in the ledger and messages kept; the oldest go. Default no bound. */
	readonly keep?: number;
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

/** A local Discord. */
export interface Sandbox {
	readonly state: SandboxState;
	readonly ledger: readonly LedgerEntry[];
	/** Answers a request; shells call this. */
	handle(request: SandboxRequest): SandboxResponse;
	/** The direct transport: usable as an injected fetch. */
	fetch(url: string, init?: SandboxFetchInit): Promise<SandboxFetchResponse>;
	createWebhook(options: { readonly channel: string; readonly name?: string }): WebhookHandle;
	/** Answers for the next requests to a webhook, in order. */
	script(webhookId: string, ...faults: readonly Fault[]): void;
	/** Stored messages, oldest first, of one channel or of all. */
	messages(channel?: string): readonly StoredMessage[];
	/** Hears each request after it was answered; call what it returns to stop. */
	onRequest(listener: (entry: LedgerEntry) => void): () => void;
	/** Forgets ledger, messages, limits and scripts; webhooks stay. */
	reset(): void;
}

const encoder = new TextEncoder();

/** Creates an empty Discord. */
export function createSandbox({
	now = Date.now,
	limits = {},
	clockSkewMs = 0,
	keep = Number.POSITIVE_INFINITY,
}: SandboxOptions = {}): Sandbox {
	const state = createState(limits, clockSkewMs);
	const listeners = new Set<(entry: LedgerEntry) => void>();
	const channelIds = new Map<string, string>();

	const handle = (request: SandboxRequest): SandboxResponse => {
		const response = respond(state, request, now());
		const entry = state.ledger.at(-1);
		if (entry) for (const listener of listeners) listener(entry);
		if (state.ledger.length > keep) state.ledger.splice(0, Math.ceil(keep / 10));
		for (const id of state.messages.keys()) {
			if (state.messages.size <= keep) break;
			state.messages.delete(id);
		}
		return response;
	};

	return {
		state,
		get ledger() {
			return state.ledger;
		},
		handle,
		fetch: async (url, init = {}) => toFetchResponse(handle(toRequest(url, init)), init.signal),
		createWebhook: ({ channel, name = "Sandbox" }) => {
			const id = state.nextId(1_700_000_000_000);
			const channelId = channelIds.get(channel) ?? state.nextId(1_600_000_000_000);
			channelIds.set(channel, channelId);
			const token = createToken(state.webhooks.size + 1);
			state.webhooks.set(id, { id, token, channel, channelId, name, isDeleted: false });
			return {
				id,
				token,
				channel,
				channelId,
				url: (base) => `${base.replace(/\/+$/, "")}/api/webhooks/${id}/${token}`,
			};
		},
		script: (webhookId, ...faults) =>
			void state.scripts.set(webhookId, [...(state.scripts.get(webhookId) ?? []), ...faults]),
		messages: (channel) =>
			[...state.messages.values()].filter((message) => channel === undefined || message.channel === channel),
		onRequest: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		reset: () => {
			state.ledger.length = 0;
			for (const part of [state.messages, state.scripts, ...Object.values(state.rates)]) part.clear();
		},
	};
}

function toRequest(url: string, { method = "GET", headers = {}, body = "" }: SandboxFetchInit): SandboxRequest {
	return {
		method,
		path: url.replace(/^https?:\/\/[^/]+/, ""),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
		body: typeof body === "string" ? encoder.encode(body) : body,
		address: "127.0.0.1",
	};
}

function toFetchResponse(
	{ status, headers, body, wire }: SandboxResponse,
	signal: AbortSignal | undefined,
): Promise<SandboxFetchResponse> {
	if (wire === "stall")
		return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
	if (wire === "reset-before" || wire === "reset-after")
		return Promise.reject(
			new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) }),
		);
	return Promise.resolve({
		status,
		headers: { get: (name) => headers[name.toLowerCase()] ?? null },
		text: async () => (wire === "truncate" ? body.slice(0, body.length / 2) : body),
	});
}
