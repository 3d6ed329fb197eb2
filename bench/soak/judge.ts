import type { Sample } from "./sample.ts";

/** How much may be more at the end of the last half than at its beginning, by its slope; a leak of 2 % of a day shows sooner. */
const MOST = { rssMb: 12, heapMb: 4, handles: 4 };
/** A lowest value of so many seconds: what was garbage then is not counted. */
const WINDOW = 10;
/** Fewer windows make no slope. */
const FEWEST = 8;

/** What grows in a process, in words. The first half is not looked at: caches fill and code is compiled. */
export function findGrowth(name: string, samples: readonly Sample[]): string[] {
	const half = samples.slice(samples.length >> 1);
	const series = {
		rssMb: half.map(({ rssMb }) => rssMb),
		heapMb: half.map(({ heapMb }) => heapMb),
		handles: half.map(countHandles),
	};
	return Object.entries(series).flatMap(([what, values]) => {
		const lows = lowest(values);
		if (lows.length < FEWEST) return [];
		const growth = slope(lows) * (lows.length - 1);
		const most = MOST[what as keyof typeof MOST];
		return growth > most ? [`${name}: ${what} grew by ${growth.toFixed(1)} in the last half, ${most} may be`] : [];
	});
}

export function countHandles({ handles }: Sample): number {
	return Object.values(handles).reduce((sum, each) => sum + each, 0);
}

function lowest(values: readonly number[]): number[] {
	const windows = Array.from({ length: Math.floor(values.length / WINDOW) }, (_, index) =>
		values.slice(index * WINDOW, (index + 1) * WINDOW),
	);
	return windows.map((each) => Math.min(...each));
}

/** The median of the slopes of all pairs (Theil and Sen), which a third of wild values does not move. */
export function slope(values: readonly number[]): number {
	const slopes = values.flatMap((from, at) => values.slice(at + 1).map((to, after) => (to - from) / (after + 1)));
	return slopes.toSorted((one, other) => one - other)[slopes.length >> 1] ?? 0;
}
