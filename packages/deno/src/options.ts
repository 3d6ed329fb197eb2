import { DatError, type NotifierOptions } from "@dat/core";
import { checkNumber, checkOptions, type NumberBounds } from "@dat/core/adapter";
import type { HostOptions } from "./host.ts";

/** Core's options, and what only Deno has. */
export interface DenoNotifierOptions extends NotifierOptions, HostOptions {
	/** Sends what is left when the process ends, for at most so many ms; `false` does not. Default 2000, 1 to 600,000. */
	readonly flushOnExit?: number | false;
	/** Raises a P0 for an exception that nobody caught, with its stack. It does not ping. Default false. */
	readonly captureExceptions?: boolean;
}

/** What of the options is Deno's, with defaults. */
export interface DenoSettings {
	readonly host: HostOptions;
	/** 0 for none. */
	readonly flushOnExitMs: number;
	readonly captureExceptions: boolean;
}

/** Default, least and most. */
const EXIT_FLUSH_MS: NumberBounds = [2000, 1, 600_000];

/**
 * Takes the options apart.
 *
 * @throws DatError `DAT_INVALID_OPTION` for what is Deno's and wrong.
 */
export function splitOptions(given: DenoNotifierOptions): readonly [settings: DenoSettings, options: NotifierOptions] {
	checkOptions(given);
	const { fetch, clock, flushOnExit, captureExceptions, ...options } = given;
	if (captureExceptions !== undefined && typeof captureExceptions !== "boolean")
		throw new DatError("DAT_INVALID_OPTION", "captureExceptions is not usable; write true or false");
	return [
		{
			host: { ...(fetch && { fetch }), ...(clock && { clock }) },
			flushOnExitMs: flushOnExit === false ? 0 : checkNumber("flushOnExit", flushOnExit, EXIT_FLUSH_MS),
			captureExceptions: captureExceptions === true,
		},
		options,
	];
}
