import type { Webhook } from "../discord/webhook-url.ts";
import { decideEviction } from "../policy/eviction.ts";
import { DEFAULT_CHANNEL, failoverOrder } from "../policy/route.ts";
import { type Entry, RANKS, settle } from "./entry.ts";
import { createLane, type DeadReply, type Lane, type LaneWorld } from "./lane.ts";
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
	readonly onGone: (channel: string, gone: Webhook, reply: DeadReply) => Target | undefined;
}

/** All lanes, and the ways from channel to lane. */
export interface Switchboard {
	/** Puts an entry into the lane of its channel, of another one, or settles it. */
	place(entry: Entry): void;
	/** How many more entries the lane of a channel holds before it has to evict some. */
	room(channel: string): number;
	lanes(): readonly Lane[];
}

/** A P0 or P1 does not wait longer than this for a 429 when another channel can carry it (design rule 7). */
const PARKED_TOO_LONG_MS = 5000;

interface Way {
	readonly lane: Lane;
	readonly threadId: string | undefined;
}

/** Lanes for all targets; channels with the same webhook share a lane. */
export function createSwitchboard(world: SwitchboardWorld): Switchboard {
	const ways = new Map<string, Way>();
	const lanes = (): Lane[] => [...new Set([...ways.values()].map(({ lane }) => lane))];
	const laneWorld: LaneWorld = {
		...world,
		onParked: (lane) => {
			if (isBlocked(lane)) lane.queue.drain([RANKS.P0, RANKS.P1]).forEach(place);
		},
		onDead: (dead, orphans, news) => {
			for (const [channel, { lane }] of news ? [...ways] : []) {
				const target = lane === dead && news && world.onGone(channel, dead.webhook, news);
				if (target) connect(channel, target);
			}
			[...orphans, ...dead.queue.drain(ALL_RANKS)].forEach(place);
		},
	};

	const connect = (channel: string, { webhook, threadId }: Target): void => {
		const same = lanes().find((lane) => !lane.isDead() && lane.webhook.url === webhook.url);
		ways.set(channel, { lane: same ?? createLane(webhook, channel, laneWorld), threadId });
	};

	const place = (entry: Entry): void => {
		const home = ways.get(entry.channel) ?? ways.get(DEFAULT_CHANNEL);
		const via = home && !isBlocked(home.lane) ? undefined : otherWay(entry);
		if (via !== undefined) {
			entry.via = via;
			world.emit({ type: "rerouted", id: entry.id, channel: entry.channel, via });
		}
		const way = via === undefined ? home : ways.get(via);
		if (way && !way.lane.isDead()) put(entry, way);
		else
			settle(entry, {
				status: "dropped",
				reason: "gone",
				detail: `the webhook of channel "${entry.channel}" does not exist any more; set a new one`,
			});
	};

	const otherWay = ({ rank, channel }: Entry): string | undefined => {
		const open = [...ways].filter(([, { lane }]) => !isBlocked(lane)).map(([name]) => name);
		return rank > RANKS.P1 ? undefined : failoverOrder(channel, open);
	};

	const put = (entry: Entry, { lane, threadId }: Way): void => {
		if (entry.via !== undefined || entry.thread === undefined)
			entry.thread = threadId === undefined ? undefined : { id: threadId };
		lane.queue.push(entry);
		if (lane.queue.size() > world.queue.max) evict([lane]);
		if (waiting(lanes()) > world.queue.maxTotal) evict(lanes());
		lane.wake();
	};

	for (const [channel, target] of world.targets) connect(channel, target);
	return { place, room: (channel) => room(ways.get(channel)?.lane, lanes(), world.queue), lanes };
}

function waiting(lanes: readonly Lane[]): number {
	return lanes.reduce((sum, { queue }) => sum + queue.size(), 0);
}

function room(own: Lane | undefined, all: readonly Lane[], { max, maxTotal }: QueueOptions): number {
	return Math.min(max - waiting(own ? [own] : []), maxTotal - waiting(all));
}

function isBlocked(lane: Lane): boolean {
	return lane.isDead() || lane.parkedMs() > PARKED_TOO_LONG_MS;
}

/** One has to go: the lowest severity of these lanes, and the oldest within it (design rule 13). */
function evict(lanes: readonly Lane[]): void {
	const rank = decideEviction(ALL_RANKS.map((each) => lanes.reduce((sum, { queue }) => sum + queue.count(each), 0)));
	const [victim] = lanes.find(({ queue }) => queue.count(rank))?.queue.peek([rank], 1) ?? [];
	if (!victim) return;
	for (const { queue } of lanes) queue.remove([victim]);
	settle(victim, {
		status: "dropped",
		reason: "overflow",
		detail: "the queue was full; raise queue.max or lower the traffic",
	});
}
