import type { Reply } from "../discord/reply.ts";
import type { WaitReason } from "../outcome/event.ts";
import {
	type Asker,
	type Bucket,
	bucketReadyAt,
	createBucket,
	learnBucket,
	openBucket,
	tightenBucket,
} from "../policy/bucket.ts";
import {
	type ChannelWindow,
	countMessage,
	createChannelWindow,
	tightenWindow,
	windowReadyAt,
} from "../policy/channel-window.ts";

/** When the next request may go, and what it waits for. */
export interface Ready {
	readonly atMs: number;
	readonly reason: WaitReason;
}

/** The mutable cell of everything that limits requests to one webhook. The decisions are in policy/. */
export interface Gate {
	readyAt(nowMs: number, asker: Omit<Asker, "inFlight">): Ready;
	sent(nowMs: number): void;
	answered(reply: Reply, nowMs: number): void;
	/** Until when Discord told this webhook to wait. */
	parkedUntilMs(): number;
}

/** What is assumed until Discord says otherwise; `false` assumes nothing. */
export type Pacing = { readonly channelPerMinute: number } | false;

/** The part that all webhooks of a notifier share: a global limit, a ban of the address. */
export interface SharedGate {
	untilMs: number;
	reason: WaitReason;
	/** The wait is over but not proved so: one request goes first (DAT-RTY-10, -11). */
	isProbing: boolean;
	inFlight: number;
	/** Told when the request that went first has been answered. */
	readonly onAnswer: Set<() => void>;
}

/** Nothing waits. */
export function createSharedGate(): SharedGate {
	return { untilMs: 0, reason: "rate-limited", isProbing: false, inFlight: 0, onAnswer: new Set() };
}

/** Rule 3 of the design: what Discord says, plus this. */
const MARGIN_MS = 50;

/** A gate for one webhook. */
export function createGate(pacing: Pacing, shared: SharedGate): Gate {
	let bucket: Bucket = createBucket(pacing !== false);
	let window: ChannelWindow = createChannelWindow(pacing ? pacing.channelPerMinute : Number.POSITIVE_INFINITY);
	let parkedUntilMs = 0;
	let isProbing = false;
	let inFlight = 0;

	const park = (reply: Extract<Reply, { kind: "limited" }>, nowMs: number): void => {
		const untilMs = nowMs + reply.waitMs + MARGIN_MS;
		if (reply.scope === "webhook") {
			parkedUntilMs = Math.max(parkedUntilMs, untilMs);
			isProbing = true;
			if (reply.channelWide) window = tightenWindow(window, nowMs);
			else if (!reply.rate) bucket = tightenBucket(bucket);
			return;
		}
		shared.untilMs = Math.max(shared.untilMs, untilMs);
		shared.reason = reply.scope === "ban" ? "banned" : "rate-limited";
		shared.isProbing = true;
	};

	const prove = (nowMs: number): void => {
		if (nowMs >= parkedUntilMs) isProbing = false;
		if (nowMs >= shared.untilMs) shared.isProbing = false;
	};

	return {
		readyAt: (nowMs, asker) => {
			const held = (atMs: number, reason: WaitReason): Ready => ({ atMs, reason });
			if (nowMs < shared.untilMs) return held(shared.untilMs, shared.reason);
			if (nowMs < parkedUntilMs) return held(parkedUntilMs, "rate-limited");
			if ((isProbing && inFlight > 0) || (shared.isProbing && shared.inFlight > 0))
				return held(Number.POSITIVE_INFINITY, "rate-limited");
			const bucketAt = bucketReadyAt(bucket, nowMs, { ...asker, inFlight });
			const windowAt = windowReadyAt(window, nowMs, { urgency: asker.urgency, inFlight });
			return bucketAt >= windowAt ? held(bucketAt, "bucket") : held(windowAt, "channel-limit");
		},
		sent: (nowMs) => {
			inFlight++;
			shared.inFlight++;
			bucket = openBucket(bucket, nowMs);
		},
		answered: (reply, nowMs) => {
			inFlight--;
			shared.inFlight--;
			const othersWait = shared.isProbing;
			bucket = learnBucket(bucket, reply.rate, nowMs);
			if (reply.kind === "limited") park(reply, nowMs);
			else {
				window = countMessage(window, nowMs);
				if (reply.status > 0) prove(nowMs);
			}
			if (othersWait) for (const wake of shared.onAnswer) wake();
		},
		parkedUntilMs: () => parkedUntilMs,
	};
}
