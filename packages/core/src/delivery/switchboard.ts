import type { Webhook } from "../discord/webhook-url.ts";
import { decideEviction } from "../policy/eviction.ts";
import { DEFAULT_CHANNEL, failoverOrder } from "../policy/route.ts";
import { type Entry, RANKS, settle } from "./entry.ts";
import { createLane, type Lane, type LaneWorld } from "./lane.ts";
import { ALL_RANKS } from "./queue.ts";

/** Where a channel's alerts go. */
export interface Target {
	readonly webhook: Webhook;
	/** The default thread of the channel. */
	readonly threadId: string | undefined;
}

/** The bounds of what may wait. */
export interface QueueOptions {
	/** Per webhook. */
	readonly max: number;
	/** Over all webhooks. */
	readonly maxTotal: number;
}

/** What a switchboard needs: all that a lane needs, but for what the switchboard does itself. */
export interface SwitchboardWorld extends Omit<LaneWorld, "onDead" | "onParked"> {
	readonly queue: QueueOptions;
	readonly targets: ReadonlyMap<string, Target>;
	/** The webhook of a channel is gone. May answer with a new one, read again from where it came. */
	readonly onGone: (channel: string, gone: Webhook, httpStatus: number, discordCode: number) => Target | undefined;
}

/** All lanes, and the ways from channel to lane. */
export interface Switchboard {
	/** Puts an entry into the lane of its channel, of another one, or settles it. */
	place(entry: Entry): void;
	readonly lanes: () => readonly Lane[];
}

interface Way {
	readonly lane: Lane;
	readonly threadId: string | undefined;
}

/** A P0 or P1 does not wait longer than this for a 429 when another channel can carry it (design rule 7). */
const PARKED_TOO_LONG_MS = 5000;

const URGENT_RANKS = [RANKS.P0, RANKS.P1];

/** Lanes for all targets; channels with the same webhook share a lane. */
export function createSwitchboard(world: SwitchboardWorld): Switchboard {
	const ways = new Map<string, Way>();
	const lanes = (): Lane[] => [...new Set([...ways.values()].map(({ lane }) => lane))];
	const laneWorld: LaneWorld = {
		...world,
		onParked: (lane) => isBlocked(lane) && lane.queue.drain(URGENT_RANKS).forEach(place),
		onDead: (lane, orphans, news) => {
			const channels = [...ways].filter(([, way]) => way.lane === lane).map(([channel]) => channel);
			if (news) for (const channel of channels) renew(channel, lane.webhook, news);
			[...orphans, ...lane.queue.drain(ALL_RANKS)].forEach(place);
		},
	};

	const connect = (channel: string, { webhook, threadId }: Target): void => {
		const same = lanes().find((lane) => !lane.isDead && lane.webhook.url === webhook.url);
		ways.set(channel, { lane: same ?? createLane(webhook, channel, laneWorld), threadId });
	};

	const renew = (
		channel: string,
		gone: Webhook,
		{ status, code }: { readonly status: number; readonly code: number },
	): void => {
		const target = world.onGone(channel, gone, status, code);
		if (target) connect(channel, target);
	};

	const isBlocked = (lane: Lane): boolean => lane.isDead || lane.parkedMs() > PARKED_TOO_LONG_MS;

	const place = (entry: Entry): void => {
		const home = ways.get(entry.channel) ?? ways.get(DEFAULT_CHANNEL);
		if (home && !isBlocked(home.lane)) return put(entry, home);
		const open = [...ways].filter(([, { lane }]) => !isBlocked(lane)).map(([channel]) => channel);
		const other = entry.rank <= RANKS.P1 ? failoverOrder(entry.channel, open) : undefined;
		if (other !== undefined) {
			entry.via = other;
			world.emit({ type: "rerouted", id: entry.id, channel: entry.channel, via: other });
			put(entry, ways.get(other));
		} else if (home && !home.lane.isDead) put(entry, home);
		else
			settle(entry, {
				status: "dropped",
				reason: "gone",
				detail: `the webhook of channel "${entry.channel}" does not exist any more; set a new one`,
			});
	};

	const put = (entry: Entry, way: Way | undefined): void => {
		if (!way) return;
		const { lane, threadId } = way;
		if (entry.via !== undefined || entry.thread === undefined)
			entry.thread = threadId === undefined ? undefined : { id: threadId };
		lane.queue.push(entry);
		if (lane.queue.size > world.queue.max) evict([lane]);
		if (lanes().reduce((sum, { queue }) => sum + queue.size, 0) > world.queue.maxTotal) evict(lanes());
		lane.wake();
	};

	for (const [channel, target] of world.targets) connect(channel, target);
	return { place, lanes };
}

/** One has to go: the lowest severity of these lanes, and the oldest within it (design rule 13). */
function evict(lanes: readonly Lane[]): void {
	const counts = ALL_RANKS.map((rank) => lanes.reduce((sum, { queue }) => sum + (queue.counts()[rank] ?? 0), 0));
	const rank = decideEviction(counts);
	const victim = lanes.find(({ queue }) => queue.counts()[rank])?.queue.shift(rank);
	if (victim)
		settle(victim, {
			status: "dropped",
			reason: "overflow",
			detail: "the queue was full; raise queue.max or lower the traffic",
		});
}
