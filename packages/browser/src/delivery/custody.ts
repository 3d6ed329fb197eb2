import type { Delivered, Dropped, Suppressed } from "@dat/core";
import type { House } from "../house.ts";
import type { PageStore } from "../store/page-store.ts";
import type { Entry } from "./entry.ts";
import { createLostCount, type LostCount } from "./lost-count.ts";
import { createOutbox } from "./outbox.ts";

/** Why an entry is given up. */
export type Why = Pick<Dropped, "reason" | "detail" | "httpStatus">;

/** The alerts that this page answers for, in memory and in its store, each until it is settled. */
export interface Custody {
	enter(entry: Entry): void;
	has(id: string): boolean;
	/** Worst first. What is too old is given up by the way. */
	due(): readonly Entry[];
	settle(entry: Entry, outcome: Delivered | Suppressed | Dropped): void;
	giveUp(entry: Entry, why: Why): void;
	readonly lost: LostCount;
}

const EXPIRED: Why = { reason: "expired", detail: "the relay could not be reached within maxAgeMs" };
const OVERFLOW: Why = { reason: "overflow", detail: "too many alerts waited in the page; raise queue.max" };

/** Nothing to answer for. */
export function createCustody(
	{ settings, clock, ledger, books }: House,
	{ remove }: Pick<PageStore, "remove">,
): Custody {
	const outbox = createOutbox(settings.queueMax);
	const lost = createLostCount();
	const settle: Custody["settle"] = (entry, outcome) => {
		if (!outbox.take(entry.id)) return;
		remove(entry.id);
		if (!entry.isSummary) ledger.settle(outcome, entry.severity);
		else if (outcome.status === "delivered") books.count("summaries");
	};
	const giveUp: Custody["giveUp"] = (entry, why) => {
		lost.add();
		const { id, channel, attempts } = entry;
		settle(entry, {
			status: "dropped",
			id,
			channel,
			attempts,
			...why,
			...(attempts > 0 && { maybeDelivered: true }),
		});
	};
	return {
		enter: (entry) => {
			const surplus = outbox.add(entry);
			if (surplus) giveUp(surplus, OVERFLOW);
		},
		has: outbox.has,
		due: () => {
			for (const entry of outbox.all())
				if (clock.now() - entry.wire.raisedAtMs > settings.maxAgeMs) giveUp(entry, EXPIRED);
			return outbox.all();
		},
		settle,
		giveUp,
		lost,
	};
}
