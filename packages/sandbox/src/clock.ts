/** The time in a sandbox: windows, ids and timestamps follow it. */
export interface SandboxClock {
	/** Ms since the epoch. */
	now(): number;
	readonly isFrozen: boolean;
	/** Stops it where it is. */
	freeze(): void;
	/** Lets it run on from where it is. */
	run(): void;
	/** Moves it on, ms. */
	advance(ms: number): void;
	/** Puts it to a time, ms since the epoch. */
	set(ms: number): void;
}

/** A clock that follows another until it is told otherwise. */
export function createClock(source: () => number): SandboxClock {
	let offsetMs = 0;
	let frozenAtMs: number | undefined;
	const now = (): number => frozenAtMs ?? source() + offsetMs;
	const set = (ms: number): void => {
		if (frozenAtMs === undefined) offsetMs = ms - source();
		else frozenAtMs = ms;
	};
	return {
		now,
		set,
		get isFrozen() {
			return frozenAtMs !== undefined;
		},
		freeze: () => {
			frozenAtMs = now();
		},
		run: () => {
			if (frozenAtMs === undefined) return;
			offsetMs = frozenAtMs - source();
			frozenAtMs = undefined;
		},
		advance: (ms) => set(now() + ms),
	};
}
