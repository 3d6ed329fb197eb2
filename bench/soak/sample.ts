/** What a process says of itself, once a second. */
export interface Sample {
	/** s since the load began. */
	readonly atS: number;
	readonly rssMb: number;
	readonly heapMb: number;
	/** What keeps or could keep the loop alive, by kind (`process.getActiveResourcesInfo`). */
	readonly handles: Readonly<Record<string, number>>;
	/** Longest since the last sample. */
	readonly loopDelayMs: number;
	readonly books: Counts;
}

/** Alerts of a process, by how they ended, as `node:diagnostics_channel` tells it. */
export interface Counts {
	readonly delivered: number;
	readonly suppressed: number;
	readonly dropped: number;
	/** Those of the dropped ones that Discord may have stored. */
	readonly maybe: number;
	/** Queued and not ended. */
	readonly pending: number;
}

/** What of a sample is kept and drawn. */
export interface Point extends Pick<Sample, "atS" | "rssMb" | "heapMb" | "loopDelayMs"> {
	/** Of all kinds. */
	readonly handles: number;
}

/** A fault, and when it stood. */
export interface Spell {
	readonly name: string;
	readonly fromS: number;
	readonly toS: number;
}

/** What is kept of a run, in `docs/benchmarks/soak.json`. */
export interface SoakResults {
	readonly takenAt: string;
	readonly minutes: number;
	readonly node: string;
	readonly spells: readonly Spell[];
	readonly processes: Readonly<Record<string, readonly Point[]>>;
	readonly summary: Readonly<
		Record<string, Counts & { readonly raised: number; readonly stored: number; readonly twice: number }>
	>;
	/** What was found wrong, in words; empty when all is well. */
	readonly problems: readonly string[];
}
