import type { Notifier, NotifierOptions } from "@dat/core";
import winston from "winston";
import { type LogOptions, splitLogOptions } from "./log/log-options.ts";
import { toAlert } from "./log/to-alert.ts";
import { readWinstonInfo, type WinstonInfo } from "./log/winston-info.ts";
import { createNotifier } from "./notifier.ts";
import type { NodeNotifierOptions } from "./options.ts";

/** winston's own options of a transport, a notifier's, and which records become alerts. */
export interface WinstonTransportOptions
	extends Pick<winston.transport.TransportStreamOptions, "format" | "handleExceptions" | "handleRejections" | "silent">,
		NodeNotifierOptions,
		LogOptions {
	/** winston's least level for this transport. Default the logger's. */
	readonly level?: string;
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
	const [log, { level, format, silent, handleExceptions, handleRejections, notifier: theirs, ...options }] =
		splitLogOptions(given);
	const deaf = createDeaf(options);
	const notifier = theirs ?? createNotifier({ ...options, ...deaf.callbacks });
	const transport = new Transport({
		...(level !== undefined && { level }),
		...(format !== undefined && { format }),
		...(silent !== undefined && { silent }),
		...(handleExceptions !== undefined && { handleExceptions }),
		...(handleRejections !== undefined && { handleRejections }),
		log: (info: WinstonInfo, next) => {
			const alert = deaf.isTelling() ? undefined : toAlert(readWinstonInfo(info), log);
			if (alert) notifier.notify(alert);
			next();
		},
		close: () => void end(),
	});
	const end = (): Promise<boolean> => (theirs ? theirs.flush() : notifier.close());
	transport._final = (done) => void end().then(() => done(), done);
	return transport;
}

// Checked: winston exports it (lib/winston.js), and its types know it by another name only.
const { Transport } = winston as unknown as { readonly Transport: typeof winston.transport };

/** What the callbacks of the notifier log raises no alert: it would never end. */
function createDeaf({ observer, onOutcome }: NotifierOptions): {
	readonly isTelling: () => boolean;
	readonly callbacks: Pick<NotifierOptions, "observer" | "onOutcome">;
} {
	let depth = 0;
	const deafly =
		<Value>(tell: (value: Value) => void) =>
		(value: Value): void => {
			depth++;
			try {
				tell(value);
			} finally {
				depth--;
			}
		};
	return {
		isTelling: () => depth > 0,
		callbacks: { ...(observer && { observer: deafly(observer) }), ...(onOutcome && { onOutcome: deafly(onOutcome) }) },
	};
}
