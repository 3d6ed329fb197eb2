import { SEVERITIES } from "@dat/core";
import type { Entry } from "./entry.ts";

/** What has not been answered for yet, within a bound. */
export interface Outbox {
	/** Takes an entry in; returns what has to be given up for it: the least severe, and of those the oldest. */
	add(entry: Entry): Entry | undefined;
	/** Takes an entry out; `undefined` when it has been settled before. */
	take(id: string): Entry | undefined;
	has(id: string): boolean;
	/** All of them, worst first and then oldest first. */
	all(): readonly Entry[];
}

/** Nothing waits. */
export function createOutbox(max: number): Outbox {
	const entries = new Map<string, Entry>();
	const all = (): Entry[] => [...entries.values()].sort((one, other) => rank(one) - rank(other));
	const take = (id: string): Entry | undefined => {
		const entry = entries.get(id);
		entries.delete(id);
		return entry;
	};
	return {
		add: (entry) => {
			entries.set(entry.id, entry);
			if (entries.size <= max) return undefined;
			const sorted = all();
			const least = sorted.at(-1)?.severity;
			return sorted.find(({ severity }) => severity === least);
		},
		take,
		has: (id) => entries.has(id),
		all,
	};
}

function rank({ severity }: Entry): number {
	return SEVERITIES.indexOf(severity);
}
