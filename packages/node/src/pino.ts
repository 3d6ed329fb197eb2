import type { Transform } from "node:stream";
import build from "pino-abstract-transport";
import { type LogOptions, splitLogOptions } from "./log/log-options.ts";
import { readPinoLine } from "./log/pino-line.ts";
import { toAlert } from "./log/to-alert.ts";
import { createNotifier } from "./notifier.ts";
import type { NodeNotifierOptions } from "./options.ts";

/** A notifier's options, without functions: pino copies them to its thread. */
export interface PinoTransportOptions extends NodeNotifierOptions, LogOptions {}

/** What pino tells a transport of its settings. */
interface PinoSettings {
	readonly levels?: { readonly labels: Readonly<Record<number, string>> };
	readonly messageKey?: string;
	readonly errorKey?: string;
}

/** How long the end of the log waits for what is left, ms; pino itself gives up after 10 s. */
const CLOSE_MS = 9000;

/**
 * A pino transport, for pino 9.5 and later: what is logged at `error` and above is raised as an alert, the message as title,
 * `err` as error, bindings as fields. It runs on pino's thread and ends when all is settled.
 *
 * @throws DatError for wrong options.
 * @example
 * const logger = pino(pino.transport({ target: "@dat/node/pino", options: { username: "checkout", minSeverity: "P2" } }));
 */
export default function createPinoTransport(given: PinoTransportOptions = {}): Promise<Transform> {
	const [log, options] = splitLogOptions(given);
	// This is a thread already, and pino sees to the end of the process.
	const notifier = createNotifier({
		...options,
		queue: { thread: false, ...options.queue },
		flushOnExit: options.flushOnExit ?? false,
	});
	return build(
		async (lines: Transform & PinoSettings) => {
			for await (const line of lines) {
				const alert = toAlert(readPinoLine(line, lines), log);
				if (alert) notifier.notify(alert);
			}
		},
		{ expectPinoConfig: true, close: async () => void (await notifier.close(CLOSE_MS)) },
	);
}
