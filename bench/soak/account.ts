import type { Counts } from "./sample.ts";
import type { Stored } from "./stored.ts";

/** How an alert with a name of its own ended. */
export interface Ended {
	readonly name: string;
	readonly status: string;
	readonly isMaybe: boolean;
	/** A full queue gave it up; with a spool it may be raised again later. */
	readonly isEvicted: boolean;
}

/** Whether each ending is what Discord's own ledger says, in words. */
export function checkEndings(endings: readonly Ended[], stored: Stored): string[] {
	const last = new Map<string, Ended>();
	const problems: string[] = [];
	for (const ended of endings) {
		if (last.get(ended.name)?.isEvicted === false) problems.push(`${ended.name} ended twice`);
		last.set(ended.name, ended);
	}
	for (const { name, status, isMaybe } of last.values()) {
		const { times, hidden } = stored.find(name);
		if (status === "delivered" && times + hidden === 0)
			problems.push(`${name} is called delivered and is not in Discord`);
		if (status !== "delivered" && !isMaybe && times > 0) problems.push(`${name} is ${status} and is in Discord`);
		// After a reset that hid an answer it is sent once more (rule 4), never oftener.
		if (times > 2) problems.push(`${name} is ${times} times in Discord`);
	}
	return problems;
}

/** Whether as many ended as were raised, which is counted elsewhere, and none twice: each is told once. */
export function checkCounts(of: string, raised: number, { delivered, suppressed, dropped, pending }: Counts): string[] {
	const ended = delivered + suppressed + dropped;
	return [
		...(raised === ended ? [] : [`${of}: ${raised} raised, but ${ended} ended`]),
		...(pending === 0 ? [] : [`${of}: ${pending} had not ended`]),
	];
}
