import type { Transform } from "node:stream";
import { checkOptions } from "@dat/core/adapter";
import build from "pino-abstract-transport";
import { type LogOptions, splitLogOptions } from "./log/log-options.ts";
import { type PinoKeys, type PinoLine, readPinoLine } from "./log/pino-line.ts";
import { toAlert } from "./log/to-alert.ts";
import { createNotifier } from "./notifier.ts";
import type { NodeNotifierOptions } from "./options.ts";

export type { LevelSeverities } from "./log/levels.ts";
export type { LogOptions } from "./log/log-options.ts";

/** A notifier's options without functions, since pino copies them to its thread; and which records become alerts. */
export interface PinoTransportOptions
	extends Omit<NodeNotifierOptions, "clock" | "fetch" | "observer" | "onOutcome">,
		LogOptions {}

/** How long the end of the log waits for what is left, ms; pino itself gives up after 10 s (thread-stream). */
const CLOSE_MS = 9000;

/**
 * A pino transport, for pino 9.5 and later: what is logged at `error` and above is raised as an alert, the message as title,
 * `err` as error, bindings as fields. It runs on pino's thread and ends when all is settled.
 *
 * @throws DatError for wrong options, which pino emits as the `error` of the transport.
 * @example
 * const logger = pino(pino.transport({ target: "@dat/node/pino", options: { username: "checkout", minSeverity: "P2" } }));
 */
export default function createPinoTransport(given: PinoTransportOptions = {}): Promise<Transform> {
	checkOptions(given);
	const [log, options] = splitLogOptions(given);
	// This is a thread already, and pino sees to the end of the process.
	const notifier = createNotifier({ flushOnExit: false, ...options, queue: { thread: false, ...options.queue } });
	return build(
		async (lines: Transform & PinoKeys) => {
			for await (const line of lines) {
				const alert = toAlert(readPinoLine(line as PinoLine, lines), log); // checked: the stream yields parsed lines
				if (alert) notifier.notify(alert);
			}
		},
		{ expectPinoConfig: true, close: async () => void (await notifier.close(CLOSE_MS)) },
	);
}
