import type { AlertAddress } from "../alert/snapshot.ts";
import type { Cancel, Clock } from "../platform/clock.ts";
import { createDigest, type Digest, renderDigest } from "../policy/digest.ts";
import type { Ending } from "../policy/mirror.ts";
import { auditMessage } from "./audit-message.ts";
import type { OwnMessage } from "./own-messages.ts";

/** Tells later what the throttle held back: one summary per channel, and one audit line per key. */
export interface StormReport {
	/** An alert that was held back at `elapsedMs`. */
	add(address: AlertAddress, channel: string, elapsedMs: number): void;
	/** Tells all at once, without waiting for the storm to pause. */
	tell(): void;
}

/** What a report needs from the house. */
export interface StormWorld {
	readonly clock: Clock;
	/** The audit channel, if any. */
	readonly audit: string | undefined;
	readonly scrub: (text: string) => string;
	readonly post: (message: OwnMessage) => void;
}

/** Nothing held back yet. */
export function createStormReport({ clock, audit, scrub, post }: StormWorld): StormReport {
	const storms = createDigest();
	let cancel: Cancel = () => {};
	let plannedMs = Number.POSITIVE_INFINITY;

	const mirror = (ending: Ending): void => {
		if (audit !== undefined && audit !== ending.channel) post(auditMessage(audit, ending));
	};
	const tellStorm = (told: Digest): void => {
		const { channel, keys } = told;
		post({ purpose: "summary", severity: told.severity, channel, embed: renderDigest(told, scrub) });
		for (const { severity, titles, count } of keys.values()) {
			const [title = ""] = titles;
			mirror({ severity, title: scrub(title), channel, status: "suppressed", reason: "throttled", count });
		}
	};
	const tell = (untilMs: number): void => {
		plannedMs = Number.POSITIVE_INFINITY;
		cancel();
		storms.due(untilMs).forEach(tellStorm);
	};
	const plan = (): void => {
		// A storm moves the due time with every alert: the timer is set once and looks again when it fires.
		const dueMs = storms.nextDueMs();
		if (dueMs >= plannedMs) return;
		plannedMs = dueMs;
		cancel = clock.schedule(dueMs - clock.elapsed(), () => {
			tell(clock.elapsed());
			plan();
		});
	};
	return {
		add: ({ key, severity, title }, channel, elapsedMs) => {
			storms.add({ key, severity, channel, title, nowMs: elapsedMs });
			if (plannedMs === Number.POSITIVE_INFINITY) plan();
		},
		tell: () => tell(Number.POSITIVE_INFINITY),
	};
}
