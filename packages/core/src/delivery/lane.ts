import type { Reply } from "../discord/reply.ts";
import type { Webhook } from "../discord/webhook-url.ts";
import type { DatEvent } from "../outcome/event.ts";
import type { Platform } from "../platform/platform.ts";
import type { BackoffOptions } from "../policy/backoff.ts";
import { HEALTHY, type Health, isBreakerOpen, worsen } from "../policy/health.ts";
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

/** What a lane needs from the house around it. */
export interface LaneWorld {
	readonly platform: Platform;
	readonly settings: LaneSettings;
	readonly shared: SharedGate;
	readonly identity: Identity;
	readonly emit: (event: DatEvent) => void;
	/** The webhook is gone: these entries, and all in its queue, need another way. `news` is given once. */
	readonly onDead: (lane: Lane, orphans: readonly Entry[], news: Extract<Reply, { kind: "dead" }> | undefined) => void;
	/** Discord told the lane to wait; entries that can go elsewhere may be taken out of its queue. */
	readonly onParked: (lane: Lane) => void;
}

/** The serial queue in front of one webhook: one request at a time, and a P0 beside it. */
export interface Lane {
	readonly webhook: Webhook;
	/** The channel it is named for in events. */
	readonly channel: string;
	readonly queue: Queue;
	readonly isDead: boolean;
	/** How much longer Discord told it to wait, ms. */
	parkedMs(): number;
	/** Looks again, in a microtask: alerts raised in one go share a message. */
	wake(): void;
	/** Nothing more is sent; what waits or is under way ends as `closed`. */
	close(): void;
	/** Nothing waits and nothing is under way. */
	isIdle(): boolean;
}

/** A lane for `webhook`. */
export function createLane(webhook: Webhook, channel: string, world: LaneWorld): Lane {
	const { platform, settings, shared } = world;
	const { clock } = platform;
	const queue = createQueue();
	const gate = createGate(settings.pacing, shared);
	const flights = new Map<Flight, Attempt>();
	let health: Health = HEALTHY;
	let status: "live" | "dead" | "closed" = "live";
	let isWoken = false;
	let cancelTimer = (): void => {};
	let toldUntilMs = 0;

	const step = (): void => {
		cancelTimer();
		if (status !== "live") return;
		for (const entry of queue.expire(clock.elapsed())) {
			settle(entry, {
				status: "dropped",
				reason: "expired",
				detail: `it waited longer than its maxAgeMs; ${healthDetail()}`,
			});
		}
		let next = launch();
		while (next === "again") next = launch();
		const atMs = Math.min(next, queue.nextExpiryMs());
		if (atMs < Number.POSITIVE_INFINITY) cancelTimer = clock.schedule(Math.max(0, atMs - clock.elapsed()), step);
	};

	const launch = (): number | "again" => {
		const nowMs = clock.elapsed();
		const view = { queue, gate, health, nowMs, isCoalescing: settings.coalesce, flying: [...flights.keys()] };
		let nextMs = Number.POSITIVE_INFINITY;
		for (const flight of decideFlights(view)) {
			if (flight.ready.atMs <= nowMs) {
				send(flight);
				return "again";
			}
			tellWait(flight, nowMs);
			nextMs = Math.min(nextMs, flight.ready.atMs);
		}
		return nextMs;
	};

	const tellWait = ({ ready }: Flight, nowMs: number): void => {
		if (ready.atMs <= toldUntilMs || ready.atMs === Number.POSITIVE_INFINITY) return;
		toldUntilMs = ready.atMs;
		world.emit({
			type: "wait",
			channel,
			webhookId: webhook.id,
			delayMs: Math.ceil(ready.atMs - nowMs),
			reason: ready.reason,
		});
	};

	const send = (flight: Flight): void => {
		const { entries } = flight;
		const startedMs = clock.elapsed();
		queue.remove(entries);
		for (const entry of entries) entry.attempts++;
		gate.sent(startedMs);
		const boundary = `dat-${platform.random().toString(36).slice(2)}`;
		const attempt = startAttempt(
			platform,
			composeRequest(entries, webhook, { identity: world.identity, boundary }),
			settings,
		);
		flights.set(flight, attempt);
		attempt.reply.then((reply) => land(flight, reply, startedMs));
	};

	const land = (flight: Flight, reply: Reply, startedMs: number): void => {
		const nowMs = clock.elapsed();
		const { entries } = flight;
		flights.delete(flight);
		gate.answered(reply, nowMs);
		const hasFailed = reply.kind === "failed" || reply.kind === "silent";
		health = hasFailed ? worsen(health, settings, { nowMs, draw: platform.random() }) : HEALTHY;
		tell(flight, reply, nowMs - startedMs);
		if (status === "closed") return;
		const { again, orphans } = applyReply(reply, entries, {
			options: settings,
			identity: world.identity,
			retryAtMs: health.retryAtMs,
		});
		for (const { id, attempts } of again)
			world.emit({ type: "retry", id, channel, attempt: attempts + 1, status: reply.status });
		const isNews = status === "live" && reply.kind === "dead";
		if (isNews) status = "dead";
		if (status === "dead") return world.onDead(lane, [...orphans, ...again], isNews ? reply : undefined);
		queue.putBack(again);
		if (reply.kind === "limited") world.onParked(lane);
		step();
	};

	const tell = ({ entries }: Flight, reply: Reply, durationMs: number): void => {
		world.emit({
			type: "attempt",
			ids: entries.map(({ id }) => id),
			channel,
			webhookId: webhook.id,
			purpose: entries[0].purpose,
			status: reply.status,
			durationMs,
			...(reply.kind === "silent" ? { error: reply.error } : {}),
		});
	};

	const healthDetail = (): string =>
		isBreakerOpen(health) ? `${health.failures} requests in a row failed` : "Discord made the channel wait";

	const lane: Lane = {
		webhook,
		channel,
		queue,
		get isDead() {
			return status === "dead";
		},
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
			const detail = "the notifier was closed before it could be sent";
			for (const [{ entries }, attempt] of flights) {
				for (const entry of entries) {
					entry.history = { ...entry.history, ambiguous: entry.history.ambiguous + 1 };
					settle(entry, { status: "dropped", reason: "closed", detail });
				}
				attempt.abort();
			}
			for (const entry of queue.drain(ALL_RANKS)) settle(entry, { status: "dropped", reason: "closed", detail });
		},
		isIdle: () => queue.size === 0 && flights.size === 0,
	};
	shared.onAnswer.add(lane.wake);
	return lane;
}
