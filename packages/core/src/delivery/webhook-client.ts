import type { AlertFile } from "../alert/alert.ts";
import { defined } from "../alert/defined.ts";
import { type EncodedBody, encodeBody, selectFiles } from "../discord/multipart.ts";
import type { Reply } from "../discord/reply.ts";
import { parseWebhookUrl, type WebhookQuery, type WebhookUrlOptions } from "../discord/webhook-url.ts";
import type { Message } from "../discord/wire.ts";
import type { Platform } from "../platform/platform.ts";
import { type BackoffOptions, backoffMs } from "../policy/backoff.ts";
import { decideRetry, type History, NO_HISTORY, type RetryOptions } from "../policy/retry.ts";
import { type AttemptOptions, type AttemptRequest, startAttempt } from "./attempt.ts";
import { createGate, createSharedGate, type Gate, type Pacing } from "./gate.ts";

/** How a call to one webhook ended. Never rejects. */
export type WebhookResult =
	/** Any 2xx; `body` is what Discord answered, parsed. */
	| { readonly ok: true; readonly status: number; readonly body: unknown }
	| {
			readonly ok: false;
			readonly reason: "exhausted" | "gone" | "rejected";
			/** One sentence without a secret. */
			readonly detail: string;
			/** The last HTTP status; 0 when no answer came. */
			readonly status: number;
			readonly discordCode?: number;
			readonly maybeDelivered?: true;
	  };

/** One message as Discord takes it. `allowed_mentions` defaults to pinging nobody. */
export type WebhookMessage = Omit<Message, "allowed_mentions"> & Partial<Pick<Message, "allowed_mentions">>;

/** Options of one call. */
export interface WebhookCall extends WebhookQuery {
	/** Attached to the message. */
	readonly files?: readonly AlertFile[];
}

/** One webhook, with the same retry and pacing as a notifier, and no policy for alerts. */
export interface WebhookClient {
	/** Posts a message. */
	execute(message: WebhookMessage, call?: WebhookCall): Promise<WebhookResult>;
	/** Changes one of the webhook's own messages. A thread's message needs its `threadId`. */
	edit(messageId: string, message: WebhookMessage, call?: WebhookCall): Promise<WebhookResult>;
	/** Deletes one of the webhook's own messages. */
	delete(messageId: string, call?: WebhookQuery): Promise<WebhookResult>;
	/** The webhook itself, or one of its messages. */
	get(messageId?: string, call?: WebhookQuery): Promise<WebhookResult>;
}

/** The resolved bounds of a client. */
export interface WebhookClientSettings extends RetryOptions, BackoffOptions, AttemptOptions {
	readonly pacing: Pacing;
}

/** A client for one webhook, on resolved settings. Calls are made one after the other. */
export function openWebhookClient(
	url: string,
	platform: Platform,
	{ settings, ...form }: WebhookUrlOptions & { readonly settings: WebhookClientSettings },
): WebhookClient {
	const webhook = parseWebhookUrl(url, form);
	const shared = createSharedGate();
	// Discord counts each method and route by itself (docs: topics/rate-limits), and the channel's limit is of messages.
	const gates = new Map<string, Gate>();
	let tail: Promise<unknown> = Promise.resolve();

	const call = (method: AttemptRequest["method"], target: string, content?: WebhookContent): Promise<WebhookResult> => {
		const key = method + target.includes("/messages/");
		const gate =
			gates.get(key) ??
			createGate(
				method === "POST" ? settings.pacing : settings.pacing && { channelPerMinute: Number.POSITIVE_INFINITY },
				shared,
			);
		gates.set(key, gate);
		const request: AttemptRequest = { method, url: target, ...(content && encode(content, platform)) };
		const result = tail.then(() => deliver(request, { platform, gate, settings }));
		tail = result;
		return result;
	};
	const messageUrl = (messageId: string, query?: WebhookQuery): string =>
		webhook.messageUrl(messageId, { threadId: webhook.threadId, ...query });
	return {
		execute: (message, query) =>
			call("POST", webhook.executeUrl({ threadId: webhook.threadId, ...query }), { message, files: query?.files }),
		edit: (messageId, message, query) => call("PATCH", messageUrl(messageId, query), { message, files: query?.files }),
		delete: (messageId, query) => call("DELETE", messageUrl(messageId, query)),
		get: (messageId, query) => call("GET", messageId === undefined ? webhook.url : messageUrl(messageId, query)),
	};
}

interface WebhookContent {
	readonly message: WebhookMessage;
	readonly files: WebhookCall["files"] | undefined;
}

function encode({ message, files = [] }: WebhookContent, { random }: Platform): EncodedBody {
	return encodeBody({ allowed_mentions: { parse: [] }, ...message }, selectFiles(files).files, random);
}

async function deliver(
	request: AttemptRequest,
	{
		platform,
		gate,
		settings,
	}: { readonly platform: Platform; readonly gate: Gate; readonly settings: WebhookClientSettings },
): Promise<WebhookResult> {
	const { clock, random } = platform;
	let history: History = NO_HISTORY;
	for (;;) {
		await waitFor(gate, platform);
		gate.sent(clock.elapsed());
		const reply = await startAttempt(platform, request, settings).reply;
		gate.answered(reply, clock.elapsed());
		const decision = decideRetry(reply, history, settings);
		if (reply.kind === "ok") return { ok: true, status: reply.status, body: reply.body };
		if (decision.kind === "give-up") return toFailure(reply, decision.reason, decision.history);
		if (decision.kind === "again") history = decision.history;
		if (reply.kind !== "limited") await sleep(platform, backoffMs(history.failures, settings, random()));
	}
}

async function waitFor(gate: Gate, platform: Platform): Promise<void> {
	for (;;) {
		const nowMs = platform.clock.elapsed();
		const { atMs } = gate.readyAt(nowMs, { urgency: "p1", lateMs: 0 });
		if (atMs <= nowMs) return;
		await sleep(platform, atMs - nowMs);
	}
}

function sleep({ clock }: Platform, delayMs: number): Promise<void> {
	return new Promise((resolve) => void clock.schedule(delayMs, resolve));
}

function toFailure(
	reply: Exclude<Reply, { kind: "ok" }>,
	reason: "exhausted" | "gone" | "rejected",
	{ ambiguous }: History,
): WebhookResult {
	const discordCode = "code" in reply ? reply.code : undefined;
	const [first] = reply.kind === "rejected" ? reply.errors : [];
	const why = first
		? `${first.path}: ${first.message}`
		: `Discord answered ${[reply.status, discordCode].filter(Boolean).join("/")}`;
	const detail = reply.kind === "silent" ? reply.error : why;
	return defined({
		ok: false,
		reason,
		detail,
		status: reply.status,
		discordCode,
		maybeDelivered: ambiguous > 0 ? true : undefined,
	});
}
