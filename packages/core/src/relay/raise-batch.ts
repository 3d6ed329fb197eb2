import { checkAlert } from "./check-alert.ts";
import { createMinuteLimit } from "./intake.ts";
import { toPageAlert } from "./page-alert.ts";
import type { Batch, BatchEntry } from "./read-batch.ts";
import type { RelaySettings } from "./relay-options.ts";
import { fromOutcome, fromReceipt } from "./results.ts";
import { createSeenIds } from "./seen-ids.ts";
import type { RelayResult } from "./wire.ts";

/** Whose batch it is. */
export interface Sender {
	readonly origin: string;
	readonly client: string | undefined;
	/** The id of the page view, when pages need tokens. */
	readonly view: string | undefined;
}

/** How long a page keeps what was not answered, and so how long ids must be known. */
const SEEN_MS = 86_400_000;
const SEEN_IDS = 50_000;

/** Raises what is right, new and within the limits; tells of each alert what became of it. */
export function createRaiser(settings: RelaySettings): (batch: Batch, sender: Sender) => Promise<RelayResult[]> {
	const { notifier, clock, tell, outcomeTimeoutMs } = settings;
	const senders = createMinuteLimit(settings.alertsPerSender, clock);
	const total = createMinuteLimit(settings.alertsPerMinute, clock);
	const seen = createSeenIds(SEEN_IDS, SEEN_MS);
	/** Alerts that pages lost, until one is raised that can say so. As many members as there are origins. */
	const lost = new Map<string, number>();

	const isWithinLimits = (sender: string | undefined): boolean => senders(sender) && total("all");

	/** What is to be said of an entry that is not raised. */
	const turnAway = (entry: BatchEntry, { origin, client, view }: Sender): RelayResult | undefined => {
		const problems = entry.problem ? [entry.problem] : checkAlert(entry.alert);
		if (problems.length > 0) {
			tell({ error: "alert", detail: problems.join("; ") }, client);
			return { status: "refused" };
		}
		if (entry.id !== undefined && seen.has(`${origin} ${entry.id}`, clock.elapsed())) return { status: "accepted" };
		return isWithinLimits(view ?? client) ? undefined : { status: "deferred" };
	};

	const raise = (entry: BatchEntry, { origin }: Sender, wait: boolean): RelayResult | Promise<RelayResult> => {
		const arrival = { origin, nowMs: clock.now(), ageMs: entry.ageMs, lost: lost.get(origin) ?? 0 };
		const alert = toPageAlert(entry.alert, settings, arrival);
		const result = wait
			? notifier.send(alert, { timeoutMs: outcomeTimeoutMs }).then(fromOutcome)
			: fromReceipt(notifier.notify(alert));
		lost.delete(origin);
		if (entry.id !== undefined) seen.add(`${origin} ${entry.id}`, clock.elapsed());
		return result;
	};

	return (batch, sender) => {
		if (batch.lost > 0) lost.set(sender.origin, (lost.get(sender.origin) ?? 0) + batch.lost);
		return Promise.all(batch.entries.map((entry) => turnAway(entry, sender) ?? raise(entry, sender, batch.wait)));
	};
}
