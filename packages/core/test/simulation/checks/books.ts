import type { History, Raised } from "../history.ts";
import { hasFailingDisk } from "../plan.ts";
import { hasTitle, isOverflow, titlesOf } from "./read-history.ts";

/** Everything accepted ends, once, and as it is said to have ended. */
export function accounted(history: History): string[] {
	const { calls, messages, raised, unbalancedMs, awaited, end } = history;
	const stored = messages.flatMap(titlesOf);
	// A fault that answers 2xx does so even where a limit kept Discord from storing.
	const isBelieved = (title: string): boolean =>
		!calls.some(({ titles, status, fault }) => fault && status < 300 && hasTitle(titles, title));
	return [
		...unbalancedMs.map((ms) => `the books did not add up at ${ms}`),
		...(end.stats.pending > 0 ? [`not drained: ${end.stats.pending} wait after hours without faults`] : []),
		...(end.hasClosed ? [] : ["close() did not settle"]),
		...(end.scheduled > 0 ? [`${end.scheduled} timers are left after close()`] : []),
		...(awaited.asked > awaited.resolved ? [`${awaited.asked - awaited.resolved} sends never resolved`] : []),
		...raised.flatMap((alert) => endsOnce(history, alert)),
		...raised
			.filter(({ title, outcomes }) => outcomes.at(-1)?.status === "delivered" && isBelieved(title))
			.filter(({ title }) => !hasTitle(stored, title))
			.map(({ title }) => `${title} is said to be delivered, but Discord has it not`),
	];
}

/** Nothing is lost by a crash with a spool; without one, only what waited then. */
function endsOnce({ lives, plan }: History, { title, life, receipt, outcomes, isKept }: Raised): string[] {
	const mayBeLost = !isKept && life < lives.length - 1;
	const ends = outcomes.filter((outcome) => !(plan.hasSpool && isOverflow(outcome)));
	// It was told that there was no room, and the disk did not keep it for later.
	const isToldLost = !isKept && outcomes.some(isOverflow);
	if (ends.length === 0 && (mayBeLost || isToldLost)) return [];
	if (ends.length > 1 && hasFailingDisk(plan)) return [];
	return ends.length === 1 ? [] : [`${title} (${receipt.state}, life ${life}) has ${ends.length} outcomes`];
}

/** The spool forgets what has ended. */
export function forgotten({ end }: History): string[] {
	return end.leftInSpool > 0 ? [`${end.leftInSpool} alerts are left in the spool after hours without faults`] : [];
}

/** What Discord has confirmed is not sent again. */
export function confirmedOnce({ calls, plan }: History): string[] {
	if (hasFailingDisk(plan)) return [];
	const confirmedMs = new Map<string, number>();
	for (const { titles, status, isWhole, answeredMs } of calls)
		if (isWhole && status >= 200 && status < 300)
			for (const title of titles) if (!confirmedMs.has(title)) confirmedMs.set(title, answeredMs);
	return calls.flatMap(({ titles, sentMs }) =>
		titles
			.filter((title) => /n\d+n$/.test(title) && sentMs > (confirmedMs.get(title) ?? Number.POSITIVE_INFINITY))
			.map((title) => `${title} was sent again at ${sentMs}, after it was confirmed at ${confirmedMs.get(title)}`),
	);
}
