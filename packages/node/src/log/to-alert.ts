import { inspect } from "node:util";
import { type Alert, SEVERITIES, type Severity } from "@dat/core";
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
 * "trades", mention: [] }` sets parts of the alert and raises it at any level, `alert: true` only raises it, `alert: false`
 * keeps it from Discord. With any other value it is a binding like others.
 */
export function toAlert(record: LogRecord, options: Required<LogOptions>): Alert | undefined {
	const [wish, bindings] = splitWish(record.bindings);
	const severity = severityOf(record.level, options.severities);
	if (wish === false || (wish === undefined && !isSevere(severity, options.minSeverity))) return undefined;
	const { error, source: footer, timestamp } = record;
	const [title = "", ...more] = toText(record.message).trim().split("\n");
	return {
		severity: severity || "DEV",
		// Without a message, core takes the error's.
		title: title || (error === undefined ? `${record.level} without a message` : ""),
		...(more.length > 0 && { description: more.join("\n") }),
		...(error !== undefined && { error }),
		...(Object.keys(bindings).length > 0 && { fields: bindings }),
		...(footer && { footer }),
		...(timestamp && { timestamp }),
		...wish,
	};
}

/** `false`, parts of an alert, or nothing said. */
function splitWish(given: LogRecord["bindings"]): readonly [wish: object | false | undefined, LogRecord["bindings"]] {
	const { alert: wish, ...bindings } = given;
	if (wish === false) return [wish, bindings];
	if (wish === true) return [{}, bindings];
	return typeof wish === "object" && wish !== null && !Array.isArray(wish) ? [wish, bindings] : [undefined, given];
}

function isSevere(severity: Severity | false, least: Severity): boolean {
	return severity !== false && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

function toText(message: unknown): string {
	if (message === undefined || message === null) return "";
	return typeof message === "string" ? message : inspect(message);
}
