import type { Cancel } from "../platform/clock.ts";
import type { SpooledAlert } from "../platform/spool.ts";
import { decideRoute } from "../policy/route.ts";
import { type AdmissionWorld, unrouted } from "./admission.ts";
import type { Carrier } from "./carrier.ts";
import type { House } from "./house.ts";

/** How often it is looked whether a run has ended and left alerts behind. */
const LOOK_MS = 30_000;

/** The most that is taken over in one go, so that a large spool does not block its program. */
const BATCH = 200;

/** What a replay needs besides the house. */
export interface ReplayWorld extends House, Pick<AdmissionWorld, "isGuarded"> {
	readonly carrier: Carrier;
}

/** Sends what former runs accepted and did not settle, marked with how late it is. The returned function stops it. */
export function replaySpool({ host, options, books, news, carrier, isGuarded }: ReplayWorld): Cancel {
	const { spool, clock } = host;
	if (!spool || !options.enabled) return () => {};
	let cancel: Cancel = () => {};

	const enter = (
		{ id, channel, alert, raisedAtMs, mayMention }: SpooledAlert,
		nowMs: number,
		elapsedMs: number,
	): void => {
		const lateMs = Math.max(0, nowMs - raisedAtMs);
		const notes = [...alert.notes, `late by ${showDuration(lateMs)}: it waited in the spool`];
		const { severity, title, key, trade = false } = alert;
		books.raise();
		carrier.take(
			alert,
			{ address: { severity, title, key, trade, channel, notes }, channel, mayMention },
			{
				id,
				nowMs: raisedAtMs,
				elapsedMs: elapsedMs - lateMs,
				isAwaited: false,
			},
		);
	};
	/** How many of a channel may come now. Half of the room is left to new alerts; what finds none stays in the spool. */
	const share = (channel: string): number => {
		const { webhook } = decideRoute({ severity: "P1", trade: false, channel }, (name) => options.targets.has(name));
		if (webhook === undefined) news.warn("unrouted", unrouted(channel).detail, channel);
		return webhook === undefined || isGuarded(webhook) ? 0 : Math.min(BATCH, Math.floor(carrier.room(webhook) / 2));
	};
	const takeOver = (channel: string): boolean => {
		const most = share(channel);
		const left = most > 0 ? spool.takeOver(channel, most) : [];
		// One moment for all: lanes keep the order of age, and clocks read anew for each would shuffle it by a ms.
		const nowMs = clock.now();
		const elapsedMs = clock.elapsed();
		for (const alert of left) enter(alert, nowMs, elapsedMs);
		return most > 0 && left.length === most;
	};
	const look = (): void => {
		const isMore = spool.leftBehind().map(takeOver).includes(true);
		cancel = clock.schedule(isMore ? LOOK_MS / 10 : LOOK_MS, look);
	};
	look();
	return () => cancel();
}

function showDuration(ms: number): string {
	if (ms < 60_000) return `${Math.ceil(ms / 1000)} s`;
	return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
