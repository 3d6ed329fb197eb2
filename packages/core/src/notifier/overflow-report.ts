import { isWorse, type Severity } from "../alert/severity.ts";
import type { Cancel, Clock } from "../platform/clock.ts";
import { auditMessage } from "./audit-message.ts";
import type { OwnMessage } from "./own-messages.ts";

/** Tells how many alerts found the queue full: one audit line per channel and minute, however many they are. */
export interface OverflowReport {
	add(severity: Severity, channel: string): void;
	/** Tells now. */
	tell(): void;
}

const EVERY_MS = 60_000;

/** Nothing lost yet. */
export function createOverflowReport(
	clock: Clock,
	audit: string | undefined,
	post: (message: OwnMessage) => void,
): OverflowReport {
	const lost = new Map<string, { severity: Severity; count: number }>();
	let cancel: Cancel = () => {};
	const tell = (): void => {
		cancel();
		for (const [channel, { severity, count }] of lost) {
			const ending = { severity, channel, count, status: "dropped", reason: "overflow" } as const;
			if (audit !== undefined && audit !== channel)
				post(auditMessage(audit, { ...ending, title: "alerts for a full queue" }));
		}
		lost.clear();
	};
	return {
		add: (severity, channel) => {
			const known = lost.get(channel);
			if (!known) {
				if (lost.size === 0) cancel = clock.schedule(EVERY_MS, tell);
				lost.set(channel, { severity, count: 1 });
				return;
			}
			known.count++;
			if (isWorse(severity, known.severity)) known.severity = severity;
		},
		tell,
	};
}
