import type { ParseArgsOptionsConfig, parseArgs } from "node:util";

/** What every command of `dat` may end with; `doctor` and `scan` use `failed` for what they found. */
export const EXIT = { ok: 0, failed: 1, suppressed: 3, notConfigured: 4, pending: 5, usage: 64 } as const;

/** The words behind a command, read by its options. */
export type Words = ReturnType<typeof parseArgs<{ options: ParseArgsOptionsConfig; allowPositionals: true }>>;

/** One command of `dat`. Its file is loaded only when it is asked for. */
export interface Command {
	readonly help: string;
	/** In the shape of `node:util` parseArgs; `help` is added. */
	readonly options: ParseArgsOptionsConfig;
	/** Resolves with the exit code. Throws {@link UsageError} for words that are wrong. */
	run(words: Words): Promise<number>;
}

/** The words of the user are wrong; the message says what to write instead. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}
