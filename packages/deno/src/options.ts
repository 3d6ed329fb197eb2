import { DatError, type NotifierOptions, type QueueOptionsInput } from "@dat/core";
import { checkNumber, checkOptions, type NumberBounds } from "@dat/core/adapter";
import type { HostOptions } from "./host.ts";
import { insideOf, type KvSpool } from "./spool/kv-spool.ts";

/** Core's bounds of what may wait, and where it waits. */
export interface DenoQueueOptions extends QueueOptionsInput {
	/**
	 * Sends from a worker, so that the program never waits for the sending and even `Deno.exit()` delivers. It needs
	 * `--allow-read` of this package's files, unless it comes from JSR. Default false: the thread that raises sends too, as it
	 * does where no worker starts, or where `fetch` or `clock` are given.
	 */
	readonly thread?: boolean;
}

/** Core's options, and what only Deno has. */
export interface DenoNotifierOptions extends NotifierOptions, HostOptions {
	/** What may wait, and whether a worker sends it. Default: core's bounds, no worker. */
	readonly queue?: DenoQueueOptions;
	/**
	 * Keeps accepted alerts until they are settled, over restarts; they then wait for up to 24 h. Default none. The path of a
	 * file, which needs `--allow-read` and `--allow-write` of its folder; or Deno KV, see `openKvSpool`.
	 */
	readonly spool?: string | KvSpool;
	/**
	 * Sends what is left when the process ends, for at most so many ms. `false` does not, and leaves SIGTERM and SIGINT to your
	 * own listeners, which then call `close`. Default 2000, 1 to 600,000.
	 */
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
	readonly thread: boolean;
	readonly spool: string | KvSpool | undefined;
}

/** How long alerts of a spool may wait: over a night, and a weekend's deploy freeze is not meant. */
const SPOOL_AGE_MS = 86_400_000;

/** Default, least and most. */
const EXIT_FLUSH_MS: NumberBounds = [2000, 1, 600_000];

/**
 * Takes the options apart.
 *
 * @throws DatError `DAT_INVALID_OPTION` for what is Deno's and wrong.
 */
export function splitOptions(given: DenoNotifierOptions): readonly [settings: DenoSettings, options: NotifierOptions] {
	checkOptions(given);
	const { fetch, clock, flushOnExit, captureExceptions, spool, queue, ...options } = given;
	const { thread, ...bounds } = queue ?? {};
	for (const [name, value] of Object.entries({ captureExceptions, "queue.thread": thread }))
		check(value === undefined || typeof value === "boolean", name, "true or false");
	check(spool === undefined || isSpool(spool), "spool", "the path of a file, or await openKvSpool(kv)");
	check(thread !== true || typeof spool !== "object", "spool", "the path of a file: a worker has no Deno KV of yours");
	return [
		{
			host: { ...(fetch && { fetch }), ...(clock && { clock }) },
			flushOnExitMs: flushOnExit === false ? 0 : checkNumber("flushOnExit", flushOnExit, EXIT_FLUSH_MS),
			captureExceptions: captureExceptions === true,
			thread: thread === true && fetch === undefined && clock === undefined,
			spool,
		},
		{ ...(spool && { maxAgeMs: SPOOL_AGE_MS }), ...(queue && { queue: bounds }), ...options },
	];
}

function isSpool(spool: unknown): boolean {
	if (typeof spool === "string") return spool !== "";
	return typeof spool === "object" && spool !== null && insideOf(spool) !== undefined;
}

function check(isRight: boolean, option: string, instead: string): void {
	if (!isRight) throw new DatError("DAT_INVALID_OPTION", `${option} is not usable; write ${instead}`);
}
