import type { PlainAlert } from "../alert/plain-alert.ts";

/** An accepted alert on its way to Discord, as it is kept: scrubbed, with channel names and without webhooks. */
export interface SpooledAlert {
	readonly id: string;
	readonly channel: string;
	readonly alert: PlainAlert;
	/** Wall clock, ms since the epoch. */
	readonly raisedAtMs: number;
	/** Whether its mention may ping, as decided when it was raised. */
	readonly mayMention: boolean;
}

/** The durable copy of what was accepted. Nothing in it throws: what goes wrong costs durability, never an alert. */
export interface Spool {
	/** Keeps an alert until {@link Spool.remove}; on disk when this returns. */
	add(alert: SpooledAlert): void;
	/** It has ended: it is not sent again. */
	remove(id: string): void;
	/** There was no room for it: it is to be taken over again, without its mention where it may have been delivered. */
	giveBack(id: string, maybeDelivered: boolean): void;
	/** The channels of what runs that have ended left behind. */
	leftBehind(): readonly string[];
	/** Takes over at most so many alerts of a channel from what was left behind, oldest first. */
	takeOver(channel: string, most: number): readonly SpooledAlert[];
	/** When a key last pinged, wall clock ms; pings must stay rare over restarts too. */
	lastMentionMs(key: string): number | undefined;
	noteMention(key: string, nowMs: number): void;
}
