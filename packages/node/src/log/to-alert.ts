import { type Alert, SEVERITIES } from "@dat/core";
import { severityOf } from "./levels.ts";
import type { LogOptions } from "./log-options.ts";

/** A log record, whichever library wrote it. */
export interface LogRecord {
	/** By name. */
	readonly level: string;
	readonly message: unknown;
	readonly error: unknown;
	/** Everything else that was logged with it. */
	readonly bindings: Readonly<Record<string, unknown>>;
	/** Who logged it, such as `checkout @ web-3`. */
	readonly source?: string | undefined;
	readonly timestamp?: string | undefined;
}

/**
 * The alert that a log record raises, `undefined` for none. A binding named `alert` has the last word: `alert: { channel:
 * "trades", mention: [] }` sets parts of the alert and raises it at any level, `alert: false` keeps it from Discord.
 */
export function toAlert(record: LogRecord, options: Required<LogOptions>): Alert | undefined {
	const { alert: wish, ...bindings } = record.bindings;
	const wished = typeof wish === "object" && wish !== null ? wish : {};
	const severity = severityOf(record.level, options.severities);
	if (wish === false || (severity === false && wish === undefined)) return undefined;
	const isSevere = severity !== false && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(options.minSeverity);
	if (!isSevere && wish === undefined) return undefined;
	const { error, source: footer, timestamp } = record;
	const [title = "", ...more] = String(record.message ?? "")
		.trim()
		.split("\n");
	return {
		severity: severity || "DEV",
		// Without a message, core takes the error's.
		title: title || (error === undefined ? `${record.level} without a message` : ""),
		...(more.length > 0 && { description: more.join("\n") }),
		...(error !== undefined && { error }),
		...(Object.keys(bindings).length > 0 && { fields: bindings }),
		...(footer && { footer }),
		...(timestamp && { timestamp }),
		...wished,
	};
}
