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

	const tell = (digests: readonly Digest[]): void => {
		plannedMs = Number.POSITIVE_INFINITY;
		cancel();
		for (const told of digests) {
			const { channel, keys } = told;
			post({ purpose: "summary", severity: told.severity, channel, embed: renderDigest(told) });
			for (const { severity, titles, count } of audit === undefined || audit === channel ? [] : keys.values()) {
				const [title = ""] = titles;
				post(auditMessage(audit ?? "", { severity, title, channel, status: "suppressed", reason: "throttled", count }));
			}
		}
	};
	const plan = (): void => {
		// A storm moves the due time with every alert: the timer is set once and looks again when it fires.
		if (digest.nextDueMs() >= plannedMs) return;
		plannedMs = digest.nextDueMs();
		cancel = clock.schedule(plannedMs - clock.elapsed(), () => {
			tell(digest.due(clock.elapsed()));
			plan();
		});
	};
	return {
		add: ({ key, severity, title }, channel) => {
			digest.add({ key, severity, channel, title, nowMs: clock.elapsed() });
			plan();
		},
		tell: () => tell(digest.takeAll()),
	};
}
