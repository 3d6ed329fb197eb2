/** The name of a measurement, as `--only` takes it. */
export type MeasurementName = "burst" | "delay" | "bulk" | "wire" | "drain" | "storm" | "start" | "install" | "own";

/** How often, and with how many alerts or rounds. */
export interface Plan {
	readonly title: string;
	readonly count: number;
	readonly quickCount: number;
	/** Rounds, in turns with the other libraries. What waits for a limit alone hardly differs from round to round. */
	readonly rounds: number;
}

/** In the order in which they are shown. */
export const PLANS: Readonly<Record<MeasurementName, Plan>> = {
	burst: { title: "A burst of 10,000, without a limit", count: 10_000, quickCount: 500, rounds: 3 },
	delay: { title: "The event loop in that burst", count: 10_000, quickCount: 500, rounds: 3 },
	bulk: { title: "A steady flow of 30,000, without a limit", count: 30_000, quickCount: 1000, rounds: 3 },
	wire: { title: "One alert, from raising to the server", count: 15, quickCount: 3, rounds: 1 },
	drain: { title: "300 alerts, 5 requests per 2 s", count: 300, quickCount: 40, rounds: 1 },
	storm: { title: "A storm of 20,000, 5 requests per 2 s", count: 20_000, quickCount: 500, rounds: 3 },
	start: { title: "Start", count: 1, quickCount: 1, rounds: 7 },
	install: { title: "Installed", count: 1, quickCount: 1, rounds: 1 },
	own: { title: "Ours alone", count: 10_000, quickCount: 200, rounds: 3 },
};

/** What a figure means. */
export interface Meaning {
	readonly of: MeasurementName;
	readonly title: string;
	readonly unit: string;
	readonly isMoreBetter?: true;
	/** What ours is to reach. */
	readonly goal?: number;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
	raise: { of: "burst", title: "CPU of raising one", unit: "µs", goal: 2.5 },
	main: { of: "burst", title: "CPU of the raising thread until delivered", unit: "µs", goal: 7 },
	process: { of: "burst", title: "CPU of the process until delivered", unit: "µs" },
	burstLost: { of: "burst", title: "lost", unit: "" },
	blockMs: { of: "delay", title: "longest block of the event loop", unit: "ms", goal: 30 },
	delayP99Ms: { of: "delay", title: "event-loop delay, 99th percentile", unit: "ms" },
	bulk: { of: "bulk", title: "CPU of the process, per alert", unit: "µs", goal: 50 },
	perSecond: { of: "bulk", title: "alerts a second", unit: "", isMoreBetter: true },
	bulkLost: { of: "bulk", title: "lost", unit: "" },
	idleMs: { of: "wire", title: "the thread is idle", unit: "ms" },
	busyMs: { of: "wire", title: "the thread is busy for 200 ms", unit: "ms", goal: 5 },
	drainS: { of: "drain", title: "until all have arrived", unit: "s", goal: 11 },
	lost: { of: "drain", title: "lost", unit: "" },
	requests: { of: "drain", title: "requests", unit: "" },
	refused: { of: "drain", title: "of them answered 429", unit: "" },
	stormMb: { of: "storm", title: "memory at its peak, over before", unit: "MB" },
	stormUs: { of: "storm", title: "CPU of raising one", unit: "µs" },
	openCpuMs: { of: "start", title: "CPU of import and open", unit: "ms", goal: 20 },
	openMb: { of: "start", title: "memory of import and open", unit: "MB", goal: 4 },
	firstCpuMs: { of: "start", title: "CPU until the first alert is delivered", unit: "ms" },
	firstMb: { of: "start", title: "memory until then", unit: "MB" },
	installedMb: { of: "install", title: "size on disk", unit: "MB" },
	packages: { of: "install", title: "packages", unit: "" },
	warm: { of: "own", title: "CPU of raising one, warm", unit: "µs", goal: 1 },
	suppressed: { of: "own", title: "CPU of one that the throttle holds back", unit: "ns", goal: 250 },
	dropped: { of: "own", title: "CPU of one that is dropped, the queue is full", unit: "ns", goal: 250 },
	millionNs: { of: "own", title: "CPU per alert in a storm of 1,000,000", unit: "ns", goal: 150 },
	millionMb: { of: "own", title: "memory of that storm", unit: "MB", goal: 30 },
};

/** The median over the rounds, the least and the most; `null` is none: it lost some, or did not end. */
export type Value = { readonly median: number; readonly least: number; readonly most: number } | null;

/** One figure of all libraries. */
export interface Figure extends Meaning {
	readonly name: string;
	readonly values: Readonly<Record<string, Value>>;
}

/** What a run found out, as it is kept in `docs/benchmarks/results.json`. */
export interface Results {
	readonly takenAt: string;
	readonly isQuick: boolean;
	readonly machine: {
		readonly cpu: string;
		readonly cores: number;
		readonly memoryGb: number;
		readonly system: string;
		readonly node: string;
	};
	/** Programs that wanted to run at the end, by the system's average over 15 minutes; more than cores is a busy machine. */
	readonly load: number;
	/** Versions, by the name of the library. */
	readonly versions: Readonly<Record<string, string>>;
	readonly figures: readonly Figure[];
}

/** Sums up the rounds of each library under one measurement. */
export function summarise(
	of: MeasurementName,
	rounds: Readonly<Record<string, readonly Readonly<Record<string, number | null>>[]>>,
): Figure[] {
	return Object.entries(MEANINGS)
		.filter(([, meaning]) => meaning.of === of)
		.map(([name, meaning]) => {
			const values = Object.entries(rounds).map(([library, figures]) => {
				return [library, toValue(figures.map((each) => each[name] ?? Number.NaN))] as const;
			});
			return { name, ...meaning, values: Object.fromEntries(values) };
		});
}

function toValue(values: readonly number[]): Value {
	const sorted = values.toSorted((one, other) => one - other);
	const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
	// A round that failed makes the rest worth nothing.
	if (least === undefined || median === undefined || most === undefined || values.some(Number.isNaN)) return null;
	return { median: round(median), least: round(least), most: round(most) };
}

/** Three digits that count; more would be of the machine's mood. */
function round(value: number): number {
	return Number(value.toPrecision(3)) || 0;
}
