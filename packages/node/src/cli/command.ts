import { type ParseArgsOptionsConfig, type parseArgs, styleText } from "node:util";
import { redactSecrets } from "@dat/core";
import { toPrintable } from "./printable.ts";

/** What every command of `dat` may end with; `doctor` and `scan` use `failed` for what they found. */
export const EXIT = {
	ok: 0,
	failed: 1,
	/** As grep: not all could be read. */
	unread: 2,
	suppressed: 3,
	notConfigured: 4,
	pending: 5,
	/** `EX_USAGE`, `EX_UNAVAILABLE`, `EX_SOFTWARE` and `EX_IOERR` of sysexits.h. */
	usage: 64,
	unavailable: 69,
	broken: 70,
	outputLost: 74,
} as const;

/** The words behind a command, read by its options. */
export type Words = ReturnType<
	typeof parseArgs<{ options: ParseArgsOptionsConfig; allowPositionals: true; tokens: true }>
>;

/** The value of one option. */
export type Value = Words["values"][string];

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

/** The kinds of options that there are. */
export const TEXT = { type: "string" } as const;
export const TEXTS = { type: "string", multiple: true } as const;
export const FLAG = { type: "boolean" } as const;

/** What was given for an option that may be repeated, or for none. */
export function toList(value: Value): string[] {
	return [value ?? []].flat().map(String);
}

/**
 * A line of our own on stderr, so that it is not taken for the output of something else. What it repeats of words, files and
 * answers can neither steer a terminal nor show a secret.
 */
export function complain(text: string): void {
	const lines = redactSecrets(text).split("\n").map(toPrintable);
	process.stderr.write(`${styleText("red", "dat:", { stream: process.stderr })} ${lines.join("\n")}\n`);
}
