import type { AlertAddress } from "../alert/snapshot.ts";
import type { Cancel, Clock } from "../platform/clock.ts";
import { createDigest, type Digest, renderDigest } from "../policy/digest.ts";
import { auditMessage } from "./audit-message.ts";
import type { OwnMessage } from "./own-messages.ts";

/** Tells later, in one message, what the throttle held back. */
export interface StormReport {
	add(address: AlertAddress, channel: string): void;
	/** Tells all at once, without waiting for the storm to pause. */
	tell(): void;
}

/** What a report needs from the house. */
export interface StormWorld {
	readonly clock: Clock;
	/** The audit channel, if any. */
	readonly audit: string | undefined;
	readonly post: (message: OwnMessage) => void;
}

/** Nothing held back yet. */
export function createStormReport({ clock, audit, post }: StormWorld): StormReport {
	const digest = createDigest();
	let cancel: Cancel = () => {};
	let plannedMs = Number.POSITIVE_INFINITY;

	const tellThese = (digests: readonly Digest[]): void => {
		for (const told of digests) {
			post({ purpose: "summary", severity: told.severity, channel: told.channel, embed: renderDigest(told) });
			if (audit === undefined || audit === told.channel) continue;
			for (const { severity, titles, count } of told.keys) {
				post(
					auditMessage(audit, {
						severity,
						title: titles[0] ?? "",
						channel: told.channel,
						status: "suppressed",
						reason: "throttled",
						count,
					}),
				);
			}
		}
	};
	const plan = (): void => {
		const dueMs = digest.nextDueMs() ?? Number.POSITIVE_INFINITY;
		// A storm moves the due time with every alert: the timer is set once and looks again when it fires.
		if (dueMs >= plannedMs || dueMs === Number.POSITIVE_INFINITY) return;
		cancel();
		plannedMs = dueMs;
		cancel = clock.schedule(Math.max(0, dueMs - clock.elapsed()), () => {
			plannedMs = Number.POSITIVE_INFINITY;
			tellThese(digest.due(clock.elapsed()));
			plan();
		});
	};
	return {
		add: ({ key, severity, title }, channel) => {
			digest.add({ key, severity, channel, title, nowMs: clock.elapsed() });
			plan();
		},
		tell: () => {
			cancel();
			plannedMs = Number.POSITIVE_INFINITY;
			tellThese(digest.takeAll());
		},
	};
}
