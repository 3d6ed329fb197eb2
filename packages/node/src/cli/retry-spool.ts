import type { Stats } from "@dat/core";
import { createNotifier } from "../notifier.ts";

/** What became of the alerts that waited in a spool. */
export interface Retried extends Pick<Stats, "delivered" | "droppedBy"> {
	/** Given up, and gone from the spool. */
	readonly lost: number;
}

/** The most that an alert may wait, ms: who asks for a retry wants them late rather than never. */
const WEEK_MS = 604_800_000;

/** Sends what waits in a spool, for at most so long. */
export async function retrySpool(path: string, timeoutMs: number): Promise<Retried> {
	const deadlineMs = performance.now() + timeoutMs;
	const sum = { delivered: 0, lost: 0, droppedBy: {} as Record<string, number> };
	// A notifier takes over what it has room for; the next one gets the rest.
	for (;;) {
		const round = await sendSome(path, deadlineMs - performance.now());
		sum.delivered += round.delivered;
		sum.lost += round.dropped;
		for (const [reason, count] of Object.entries(round.droppedBy))
			if (count > 0) sum.droppedBy[reason] = (sum.droppedBy[reason] ?? 0) + count;
		if (round.raised === 0 || round.pending > 0 || performance.now() >= deadlineMs) return sum as Retried;
	}
}

async function sendSome(spool: string, timeoutMs: number): Promise<Stats> {
	const notifier = createNotifier({ queue: { thread: false }, flushOnExit: false, spool, maxAgeMs: WEEK_MS });
	await notifier.flush(Math.max(1, timeoutMs));
	const stats = notifier.stats();
	await notifier.close(1);
	return stats;
}
