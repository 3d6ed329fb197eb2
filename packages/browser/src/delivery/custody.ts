import { type Delivered, type Dropped, SEVERITIES, type Suppressed } from "@dat/core";
import type { House } from "../house.ts";
import type { Sender } from "./batch.ts";
import type { Entry } from "./entry.ts";

/** Why an entry is given up. */
export type Why = Pick<Dropped, "reason" | "detail" | "httpStatus">;

/** The alerts that this page answers for, in memory and in its store, each until it is settled. */
export interface Custody extends Pick<Sender, "lost"> {
	/** Takes an entry in, within a bound: beyond it the least severe is given up, and of those the oldest. */
	enter(entry: Entry): void;
	has(id: string): boolean;
	/** Worst first, then oldest first. What is too old is given up by the way. */
	due(): readonly Entry[];
	settle(entry: Entry, outcome: Delivered | Suppressed | Dropped): void;
	giveUp(entry: Entry, why: Why): void;
}

const EXPIRED: Why = { reason: "expired", detail: "the relay was not reached within maxAgeMs" };
const OVERFLOW: Why = { reason: "overflow", detail: "too many alerts waited; raise queue.max" };

/** Nothing to answer for. `forget` hears of all that is settled. */
export function createCustody(
	{ settings, clock, ledger, books }: Pick<House, "settings" | "clock" | "ledger" | "books">,
	forget: (id: string) => void,
): Custody {
	const entries = new Map<string, Entry>();
	const lost = { count: 0 };
	const all = (): Entry[] => [...entries.values()].sort((one, other) => rank(one) - rank(other));
	const settle: Custody["settle"] = (entry, outcome) => {
		if (!entries.delete(entry.id)) return;
		forget(entry.id);
		if (!entry.isSummary) ledger.settle(outcome, entry.severity);
		else if (outcome.status === "delivered") books.count("summaries");
	};
	const giveUp: Custody["giveUp"] = (entry, why) => {
		const { id, channel, attempts } = entry;
		lost.count++;
		settle(entry, { status: "dropped", id, channel, attempts, ...why, ...(attempts > 0 && { maybeDelivered: true }) });
	};
	return {
		lost,
		enter: (entry) => {
			entries.set(entry.id, entry);
			if (entries.size <= settings.queueMax) return;
			const sorted = all();
			const surplus = sorted.find(({ severity }) => severity === sorted.at(-1)?.severity);
			if (surplus) giveUp(surplus, OVERFLOW);
		},
		has: (id) => entries.has(id),
		due: () => {
			const oldestMs = clock.now() - settings.maxAgeMs;
			for (const entry of entries.values()) if (entry.raisedAtMs < oldestMs) giveUp(entry, EXPIRED);
			return all();
		},
		settle,
		giveUp,
	};
}

function rank({ severity }: Entry): number {
	return SEVERITIES.indexOf(severity);
}
