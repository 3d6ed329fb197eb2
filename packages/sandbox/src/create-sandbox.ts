import { createClock } from "./clock.ts";
import { deliverToFetch, toRequest } from "./direct.ts";
import { createEventLog, type EventLog, toHappenings, toPublic } from "./events.ts";
import type { SandboxRequest } from "./exchange.ts";
import type { Fault } from "./fault.ts";
import { readGauge } from "./limit.ts";
import { readProfile } from "./profile.ts";
import { respond } from "./respond.ts";
import type {
	ChannelWish,
	Exchange,
	Sandbox,
	SandboxOptions,
	ThreadWish,
	WebhookHandle,
	WebhookWish,
} from "./sandbox.ts";
import { createToken } from "./snowflake.ts";
import {
	createState,
	type SandboxChannel,
	type SandboxState,
	type SandboxThread,
	type SandboxWebhook,
} from "./state.ts";
import { waitForMessages } from "./wait-for.ts";

/** What the parts of a sandbox share. */
interface Shared {
	readonly state: SandboxState;
	readonly events: EventLog;
	readonly now: () => number;
	readonly monotonicNow: () => number;
	readonly keep: number;
}

/**
 * Creates an empty Discord.
 *
 * @example
 * const sandbox = createSandbox();
 * const webhook = sandbox.createWebhook({ channel: "alerts" });
 * sandbox.messages(); // []
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
	const { limits = {}, clockSkewMs = 0, profile = {}, seed = 0 } = options;
	const { monotonicNow = options.now ?? (() => performance.now()), sleep = sleepByTimer } = options;
	const clock = createClock(options.now ?? Date.now);
	const { now } = clock;
	const state = createState(limits, clockSkewMs, { profile: readProfile(profile), seed });
	const events = createEventLog(options.keep);
	const shared: Shared = { state, events, now, monotonicNow, keep: options.keep ?? Number.POSITIVE_INFINITY };
	const exchange = (request: SandboxRequest): Exchange => exchangeOnce(shared, request);
	const messages: Sandbox["messages"] = (channel) =>
		[...state.messages.values()].filter((message) => channel === undefined || message.channel === channel);
	return {
		state,
		events,
		clock,
		monotonicNow,
		sleep,
		ledger: state.ledger,
		exchange,
		handle: (request) => {
			const { response, done } = exchange(request);
			done();
			return response;
		},
		fetch: (url, init = {}) => deliverToFetch(exchange(toRequest(url, init)), { signal: init.signal, sleep }),
		...control(shared),
		gauges: () =>
			[...state.webhooks.values()].map((webhook) => ({
				webhookId: webhook.id,
				name: webhook.channel,
				...readGauge(state, webhook, now()),
			})),
		messages,
		waitFor: (count, wanted) => waitForMessages({ events, messages }, count, wanted),
		onRequest: (listener) =>
			events.subscribe((event) => {
				if (event.type === "request") listener(event.entry);
			}),
	};
}

function sleepByTimer(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

type Control = Pick<
	Sandbox,
	"createWebhook" | "createChannel" | "createThread" | "script" | "stand" | "tune" | "reset"
>;

/** What changes a sandbox from outside Discord's API. */
function control({ state, events, now }: Shared): Control {
	const tellFaults = (): void => tellOfFaults({ state, events }, now());
	return {
		createWebhook: (wanted) => {
			const webhook = addWebhook(state, wanted);
			events.emit({ type: "webhook", webhook: toPublic(webhook) }, now());
			return toHandle(webhook);
		},
		createChannel: (wanted) => addChannel(state, wanted),
		createThread: (wanted) => addThread(state, wanted),
		script: (webhookId, ...faults) => {
			state.scripts.set(webhookId, [...(state.scripts.get(webhookId) ?? []), ...faults]);
			tellFaults();
		},
		stand: (name, fault, webhookId) => {
			stand(state, { name, webhookId }, fault);
			tellFaults();
		},
		tune: ({ limits, profile, clockSkewMs }) => {
			if (limits) state.limits = { ...state.limits, ...limits };
			if (profile) state.profile = { ...state.profile, ...readProfile(profile) };
			if (clockSkewMs !== undefined) state.clockSkewMs = clockSkewMs;
		},
		reset: () => {
			state.ledger.length = 0;
			state.standing.length = 0;
			for (const part of [state.messages, state.scripts, ...Object.values(state.rates)]) part.clear();
			events.emit({ type: "reset" }, now());
			tellFaults();
		},
	};
}

function exchangeOnce({ state, events, now, monotonicNow, keep }: Shared, request: SandboxRequest): Exchange {
	const nowMs = now();
	const response = respond(state, { ...request, receivedAtMs: request.receivedAtMs ?? monotonicNow() }, nowMs);
	const entry = state.ledger.at(-1);
	if (!entry) return { response, done: () => {} };
	const webhook = state.webhooks.get(entry.webhookId ?? "");
	const stored = state.messages.get(entry.messageId ?? "");
	for (const happening of toHappenings(entry, { webhook, message: stored })) events.emit(happening, nowMs);
	if (entry.fault !== undefined) tellOfFaults({ state, events }, nowMs);
	evict(state, keep);
	return {
		response,
		done: () => {
			entry.answeredAtMs = monotonicNow();
		},
	};
}

function tellOfFaults({ state, events }: Pick<Shared, "state" | "events">, nowMs: number): void {
	const scripted = Object.fromEntries([...state.scripts].map(([id, faults]) => [id, faults.length]));
	events.emit({ type: "faults", standing: [...state.standing], scripted }, nowMs);
}

/** The oldest go, some at a time, so that it costs little. */
function evict(state: SandboxState, keep: number): void {
	if (state.ledger.length > keep) state.ledger.splice(0, Math.ceil(keep / 10));
	for (const id of state.messages.keys()) {
		if (state.messages.size <= keep) break;
		state.messages.delete(id);
	}
}

function stand(
	state: SandboxState,
	{ name, webhookId }: { readonly name: string; readonly webhookId: string | undefined },
	fault: Fault | undefined,
): void {
	const others = state.standing.filter((other) => other.name !== name || other.webhookId !== webhookId);
	const added = fault ? [{ name, ...(webhookId !== undefined && { webhookId }), fault }] : [];
	state.standing.splice(0, state.standing.length, ...others, ...added);
}

function addChannel(
	state: SandboxState,
	{ name, kind = "text", tags = [], isTagRequired = false }: ChannelWish,
): SandboxChannel {
	const known = [...state.channels.values()].find((channel) => channel.name === name);
	const channel: SandboxChannel = {
		id: known?.id ?? state.nextId(1_600_000_000_000),
		name,
		kind,
		tags: tags.map((tag) => ({ id: state.nextId(1_600_000_000_000), name: tag })),
		isTagRequired,
	};
	state.channels.set(channel.id, channel);
	return channel;
}

function channelNamed(state: SandboxState, name: string): SandboxChannel {
	return [...state.channels.values()].find((channel) => channel.name === name) ?? addChannel(state, { name });
}

function addWebhook(state: SandboxState, { channel, name = "Sandbox" }: WebhookWish): SandboxWebhook {
	const id = state.nextId(1_700_000_000_000);
	const token = createToken(state.seed * 1_000_003 + state.webhooks.size + 1);
	const channelId = channelNamed(state, channel).id;
	const webhook: SandboxWebhook = { id, token, channel, channelId, name, avatar: null, isDeleted: false };
	state.webhooks.set(id, webhook);
	return webhook;
}

function addThread(
	state: SandboxState,
	{ channel, name = "thread", id = state.nextId(1_650_000_000_000), isArchived = false, isLocked = false }: ThreadWish,
): SandboxThread {
	const channelId = channelNamed(state, channel).id;
	const thread: SandboxThread = { id, channelId, name, tags: [], isArchived, isLocked };
	state.threads.set(id, thread);
	return thread;
}

function toHandle({ id, token, channel, channelId }: SandboxWebhook): WebhookHandle {
	return {
		id,
		token,
		channel,
		channelId,
		url: (base) => `${base.replace(/\/+$/, "")}/api/webhooks/${id}/${token}`,
	};
}
