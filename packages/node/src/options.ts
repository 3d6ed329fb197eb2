import type { NotifierOptions, QueueOptionsInput } from "@dat/core";
import { DatError } from "@dat/core";
import { checkNumber, checkOptions, type NumberBounds } from "@dat/core/adapter";
import type { HostOptions } from "./host.ts";

/** Core's bounds of what may wait, and where it waits. */
export interface NodeQueueOptions extends QueueOptionsInput {
	/**
	 * Sends from a worker thread, so that the event loop is never blocked and a crash can wait for the last alerts. Default
	 * true; false sends from the thread that raises, as it is where no worker starts or `fetch` or `clock` are given.
	 */
	readonly thread?: boolean;
}

/** Core's options, and what only Node has. */
export interface NodeNotifierOptions extends NotifierOptions, HostOptions {
	readonly queue?: NodeQueueOptions;
	/** Sends what is left when the process ends, for at most so many ms; `false` does not. Default 2000, 1 to 600,000. */
	readonly flushOnExit?: number | false;
	/** Raises a P0 for an exception that nobody caught, with its stack. It pings only with a `spool`. Default false. */
	readonly captureExceptions?: boolean;
	/** Path of a file that keeps accepted alerts until they are settled, over restarts; they then wait for up to 24 h. Default none. */
	readonly spool?: string;
	/** Starts the thread when the notifier is created instead of at the first alert. Default false. */
	readonly warmup?: boolean;
}

/** What of the options is Node's, with defaults. */
export interface NodeSettings {
	readonly host: HostOptions;
	readonly thread: boolean;
	/** 0 for none. */
	readonly flushOnExitMs: number;
	readonly captureExceptions: boolean;
	readonly spool: string | undefined;
	readonly warmup: boolean;
}

/** Default, least and most. */
const EXIT_FLUSH_MS: NumberBounds = [2000, 1, 600_000];

/** How long alerts of a spool may wait: over a night, and a weekend's deploy freeze is not meant. */
const SPOOL_AGE_MS = 86_400_000;

/**
 * Takes the options apart.
 *
 * @throws DatError `DAT_INVALID_OPTION` for what is Node's and wrong.
 */
export function splitOptions(given: NodeNotifierOptions): readonly [settings: NodeSettings, options: NotifierOptions] {
	checkOptions(given);
	const { fetch, clock, flushOnExit, captureExceptions, spool, warmup, queue, ...options } = given;
	const { thread, ...bounds } = queue ?? {};
	for (const [name, value] of Object.entries({ captureExceptions, warmup, "queue.thread": thread }))
		check(value === undefined || typeof value === "boolean", name, "true or false");
	check(spool === undefined || (typeof spool === "string" && spool !== ""), "spool", "the path of a file");
	const isOwn = fetch === undefined && clock === undefined;
	return [
		{
			host: { ...(fetch && { fetch }), ...(clock && { clock }) },
			thread: thread !== false && isOwn,
			flushOnExitMs: flushOnExit === false ? 0 : checkNumber("flushOnExit", flushOnExit, EXIT_FLUSH_MS),
			captureExceptions: captureExceptions === true,
			spool,
			warmup: warmup === true,
		},
		{ ...(spool && { maxAgeMs: SPOOL_AGE_MS }), ...(queue && { queue: bounds }), ...options },
	];
}

function check(isRight: boolean, option: string, instead: string): void {
	if (!isRight) throw new DatError("DAT_INVALID_OPTION", `${option} is not usable; write ${instead}`);
}
