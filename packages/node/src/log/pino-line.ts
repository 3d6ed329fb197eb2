import type { LogRecord } from "./to-alert.ts";

/** A parsed line of pino's. */
export type PinoLine = Readonly<Record<string, unknown>>;

/** What of pino's settings says how its lines are read. */
export interface PinoKeys {
	/** Level names by number, the user's own among them. */
	readonly levels?: { readonly labels: Readonly<Record<number, string>> };
	readonly messageKey?: string;
	readonly errorKey?: string;
}

/** Reads a line as pino writes it: `{"level":50,"time":…,"pid":…,"hostname":…,"name":…,"msg":…,"err":{…},…bindings}`. */
export function readPinoLine(line: PinoLine, { levels, messageKey = "msg", errorKey = "err" }: PinoKeys): LogRecord {
	const { level, time, pid: _, hostname, name, [messageKey]: message, [errorKey]: error, ...bindings } = line;
	return {
		// A name when `formatters.level` writes names.
		level: (typeof level === "number" && levels?.labels[level]) || String(level),
		message,
		error: readError(error),
		bindings,
		source: [name, hostname].filter((part) => typeof part === "string").join(" @ "),
		timestamp: toIso(time),
	};
}

/** pino's serializer calls the class `type` and the errors of an AggregateError `aggregateErrors`. */
function readError(error: unknown): unknown {
	if (typeof error !== "object" || error === null || !("type" in error)) return error;
	const errors = "aggregateErrors" in error && Array.isArray(error.aggregateErrors) ? error.aggregateErrors : undefined;
	return { name: error.type, ...error, ...(errors && { errors: errors.map(readError) }) };
}

/** Epoch ms, or a string as `pino.stdTimeFunctions.isoTime` writes it. */
function toIso(time: unknown): string | undefined {
	const date = new Date(typeof time === "number" ? time : String(time));
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
