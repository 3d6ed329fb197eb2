import type { Peer } from "../peers/peer.ts";
import type { Discord } from "../servers/discord.ts";

/** What a measurement works with: a library that is open, and a server of its own. */
export interface Bench {
	readonly peer: Peer;
	readonly discord: Discord;
	/** How many alerts, or rounds. */
	readonly count: number;
}

/** Figures by name, in the units that `figures.ts` gives. */
export type Figures = Readonly<Record<string, number>>;

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** µs of CPU since `start` for each of so many. */
export function since(start: NodeJS.CpuUsage, now: NodeJS.CpuUsage, count: number): number {
	return (now.user + now.system - start.user - start.system) / count;
}

export function median(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
