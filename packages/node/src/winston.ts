import type { Notifier } from "@dat/core";
import { checkOptions } from "@dat/core/adapter";
import winston from "winston";
import { createDeaf } from "./log/deaf.ts";
import { type LogOptions, splitLogOptions } from "./log/log-options.ts";
import { toAlert } from "./log/to-alert.ts";
import { readWinstonInfo, type WinstonInfo } from "./log/winston-info.ts";
import { createNotifier } from "./notifier.ts";
import type { NodeNotifierOptions } from "./options.ts";

export type { LevelSeverities } from "./log/levels.ts";
export type { LogOptions } from "./log/log-options.ts";

/** What winston itself knows of a transport. */
type WinstonOptions = Pick<
	winston.transport.TransportStreamOptions,
	"format" | "handleExceptions" | "handleRejections" | "level" | "silent"
>;

/** winston's own options of a transport, a notifier's, and which records become alerts. */
export interface WinstonTransportOptions extends WinstonOptions, NodeNotifierOptions, LogOptions {
	/** Raises through this one, which stays open, instead of one of its own. */
	readonly notifier?: Notifier;
}

/**
 * A winston transport: what is logged at `error` and above is raised as an alert, the message as title, an Error among the
 * arguments as error, all else as fields. The transport finishes when all is settled.
 *
 * @throws DatError for wrong options.
 * @example
 * const logger = winston.createLogger({ transports: [createTransport({ username: "checkout" })] });
 * logger.end();      // its "finish" event comes when the last alert is settled
 */
export function createTransport(given: WinstonTransportOptions = {}): winston.transport {
	checkOptions(given);
	const [log, { level, format, silent, handleExceptions, handleRejections, notifier: theirs, ...options }] =
		splitLogOptions(given);
	const deaf = createDeaf();
	const notifier = theirs ?? createNotifier(deaf.silence(options));
	const end = (): Promise<boolean> => (theirs ? theirs.flush() : notifier.close());
	const transport = new Transport({
		...defined({ level, format, silent, handleExceptions, handleRejections }),
		log: (info: WinstonInfo, next) => {
			const alert = deaf.isDeaf() ? undefined : toAlert(readWinstonInfo(info), log);
			if (alert) deaf.during(() => notifier.notify(alert));
			next();
		},
		// Called when the logger removes the transport, which then does not end.
		close: () => void end(),
	});
	transport._final = (done) => void end().then(() => done(), done);
	return transport;
}

// Checked: winston exports the class (lib/winston.js), which its types know by another name, and not as a class.
const { Transport } = winston as unknown as {
	readonly Transport: new (options: winston.transport.TransportStreamOptions) => winston.transport;
};

/** winston takes a member that is there for one that is set. */
function defined(
	options: { readonly [Name in keyof WinstonOptions]: WinstonOptions[Name] | undefined },
): WinstonOptions {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
