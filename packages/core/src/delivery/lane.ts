import type { Reply } from "../discord/reply.ts";
import type { Webhook } from "../discord/webhook-url.ts";
import type { DatEvent } from "../outcome/event.ts";
import type { Platform } from "../platform/platform.ts";
import type { BackoffOptions } from "../policy/backoff.ts";
import { HEALTHY, type Health, worsen } from "../policy/health.ts";
import type { RetryOptions } from "../policy/retry.ts";
import { applyReply } from "./aftermath.ts";
import { type Attempt, type AttemptOptions, startAttempt } from "./attempt.ts";
import { composeRequest, type Identity } from "./compose.ts";
import { type Entry, settle } from "./entry.ts";
import { decideFlights, type Flight } from "./flight.ts";
import { createGate, type Pacing, type SharedGate } from "./gate.ts";
import { ALL_RANKS, createQueue, type Queue } from "./queue.ts";

/** The resolved settings that a lane needs. */
export interface LaneSettings extends RetryOptions, BackoffOptions, AttemptOptions {
	readonly pacing: Pacing;
	readonly coalesce: boolean;
}

/** Discord says that the webhook is gone. */
export type DeadReply = Extract<Reply, { kind: "dead" }>;

/** What a lane needs from the house around it. */
export interface LaneWorld {
	readonly platform: Platform;
	readonly settings: LaneSettings;
	readonly shared: SharedGate;
	readonly identity: Identity;
	readonly emit: (event: DatEvent) => void;
	/** The webhook is gone: these entries, and all in its queue, need another way. `news` is given once. */
	readonly onDead: (lane: Lane, orphans: readonly Entry[], news: DeadReply | undefined) => void;
	/** These are about to be sent; until there is an answer, nobody knows whether they arrived. */
	readonly onSend: (entries: readonly Entry[]) => void;
	/** Discord told the lane to wait; entries that can go elsewhere may be taken out of its queue. */
	readonly onParked: (lane: Lane) => void;
}

/** The serial queue in front of one webhook: one request at a time, and a P0 beside it. */
export interface Lane {
	readonly webhook: Webhook;
	readonly queue: Queue;
	isDead(): boolean;
	/** How much longer Discord told it to wait, ms. */
	parkedMs(): number;
	/** Looks again, in a microtask: alerts raised in one go share a message. */
	wake(): void;
	/** Nothing more is sent; what waits or is under way ends as `closed`. */
	close(): void;
}

/** A lane for `webhook`, named for `channel` in events. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one lifetime around one state; each function in it is short
export function createLane(webhook: Webhook, channel: string, world: LaneWorld): Lane {
	const { platform, settings, shared, emit } = world;
	const { clock } = platform;
	const queue = createQueue();
	const gate = createGate(settings.pacing, shared);
	const flying = new Map<Flight, Attempt>();
	let health: Health = HEALTHY;
	let status: "live" | "dead" | "closed" = "live";
	let isWoken = false;
	let cancelTimer = (): void => {};
	let toldUntilMs = 0;

	const step = (): void => {
		cancelTimer();
		if (status === "closed") dropAll(queue.drain(ALL_RANKS), "closed", CLOSED);
		if (status !== "live") return;
		const nowMs = clock.elapsed();
		dropAll(
			queue.expire(nowMs),
			"expired",
			"it waited longer than maxAgeMs; Discord could not be reached, or told us to wait",
		);
		let nextMs = queue.nextExpiryMs();
		for (const flight of decideFlights({
			queue,
			gate,
			health,
			nowMs,
			isCoalescing: settings.coalesce,
			flying: [...flying.keys()],
		})) {
			if (flight.ready.atMs <= nowMs) {
				send(flight);
				step(); // what waits now depends on what has just been sent
				return;
			}
			tellWait(flight, nowMs);
			nextMs = Math.min(nextMs, flight.ready.atMs);
		}
		if (nextMs < Number.POSITIVE_INFINITY) cancelTimer = clock.schedule(nextMs - nowMs, step);
	};

	const tellWait = ({ ready: { atMs, reason } }: Flight, nowMs: number): void => {
		if (atMs <= toldUntilMs || atMs === Number.POSITIVE_INFINITY) return;
		toldUntilMs = atMs;
		emit({ type: "wait", channel, webhookId: webhook.id, delayMs: Math.ceil(atMs - nowMs), reason });
	};

	const send = (flight: Flight): void => {
		const { entries } = flight;
		const startedMs = clock.elapsed();
		queue.remove(entries);
		for (const entry of entries) entry.attempts++;
		gate.sent(startedMs);
		world.onSend(entries);
		const attempt = startAttempt(platform, composeRequest(entries, webhook, world), settings);
		flying.set(flight, attempt);
		attempt.reply.then((reply) => land(flight, reply, startedMs));
	};

	const land = (flight: Flight, reply: Reply, startedMs: number): void => {
		const nowMs = clock.elapsed();
		const { entries } = flight;
		flying.delete(flight);
		gate.answered(reply, nowMs);
		const hasFailed = reply.kind === "failed" || reply.kind === "silent";
		health = hasFailed ? worsen(health, settings, { nowMs, draw: platform.random() }) : HEALTHY;
		emit({
			type: "attempt",
			ids: entries.map(({ id }) => id),
			channel,
			webhookId: webhook.id,
			purpose: entries[0].purpose,
			status: reply.status,
			durationMs: nowMs - startedMs,
			...(reply.kind === "silent" && { error: reply.error }),
		});
		if (status !== "closed") sortOut(entries, reply);
	};

	const sortOut = (entries: Flight["entries"], reply: Reply): void => {
		const { again, orphans } = applyReply(reply, entries, {
			options: settings,
			identity: world.identity,
			retryAtMs: health.retryAtMs,
		});
		for (const { id, attempts } of again)
			emit({ type: "retry", id, channel, attempt: attempts + 1, status: reply.status });
		const news = status === "live" && reply.kind === "dead" ? reply : undefined;
		if (news) status = "dead";
		if (status === "dead") {
			world.onDead(lane, [...orphans, ...again], news);
			return;
		}
		queue.putBack(again);
		if (reply.kind === "limited") world.onParked(lane);
		step();
	};

	const lane: Lane = {
		webhook,
		queue,
		isDead: () => status === "dead",
		parkedMs: () => gate.parkedUntilMs() - clock.elapsed(),
		wake: () => {
			if (isWoken) return;
			isWoken = true;
			Promise.resolve().then(() => {
				isWoken = false;
				step();
			});
		},
		close: () => {
			status = "closed";
			cancelTimer();
			for (const [{ entries }, attempt] of flying) {
				for (const entry of entries) entry.history = { ...entry.history, ambiguous: entry.history.ambiguous + 1 };
				dropAll(entries, "closed", CLOSED);
				attempt.abort();
			}
			step();
		},
	};
	shared.onAnswer.add(lane.wake);
	return lane;
}

const CLOSED = "the notifier was closed before it could be sent";

function dropAll(entries: readonly Entry[], reason: "closed" | "expired", detail: string): void {
	for (const entry of entries) settle(entry, { status: "dropped", reason, detail });
}
