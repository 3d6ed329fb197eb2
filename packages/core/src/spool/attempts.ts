import { type Database, prepareDatabase } from "./database.ts";
import type { SpoolPlatform } from "./sqlite.ts";

/** Ways to a file that may refuse: what it refuses costs no more than the answer, and is said once per reason. */
export interface Attempts {
	/** What `run` returns; `undefined` when the file refused, now or within the last {@link PAUSE_MS}. */
	attempt<Value>(run: (open: Database) => Value): Value | undefined;
	/** Ends the pause. */
	resume(): void;
	close(): void;
}

/** After a failure the file is left alone for so long: a locked one would block the program at every alert. */
export const PAUSE_MS = 10_000;

/** The file is opened by the first attempt, and again by the next one where that fails. */
export function createAttempts(
	path: string,
	{ clock, open }: Pick<SpoolPlatform, "clock" | "open">,
	warn: (text: string) => void,
): Attempts {
	const said = new Set<string>();
	let database: Database | undefined;
	// Monotonic: a clock that is set back must not make a pause of seconds one of hours.
	let pausedUntilMs = Number.NEGATIVE_INFINITY;
	return {
		attempt: (run) => {
			if (clock.elapsed() < pausedUntilMs) return undefined;
			try {
				database ??= prepareDatabase(open(path));
				return run(database);
			} catch (error) {
				pausedUntilMs = clock.elapsed() + PAUSE_MS;
				const reason = error instanceof Error ? error.message : String(error);
				if (!said.has(reason)) warn(`the spool ${path} cannot be used, so a crash may lose alerts: ${reason}`);
				said.add(reason);
				return undefined;
			}
		},
		resume: () => {
			pausedUntilMs = Number.NEGATIVE_INFINITY;
		},
		close: () => {
			pausedUntilMs = Number.POSITIVE_INFINITY;
			database?.close();
			database = undefined;
		},
	};
}
