import type { LogRecord } from "./to-alert.ts";

/** A parsed line of pino's. */
export type PinoLine = Readonly<Record<string, unknown>>;

/** What of pino's settings says how its lines are read. */
export interface PinoKeys {
	readonly levels?: { readonly labels: Readonly<Record<number, string>> };
	readonly messageKey?: string;
	readonly errorKey?: string;
}

/** pino's own levels (pino's docs, api.md: `logger.levels`). */
const LABELS: Readonly<Record<number, string>> = {
	10: "trace",
	20: "debug",
	30: "info",
	40: "warn",
	50: "error",
	60: "fatal",
};

/** Reads a line as pino writes it: `{"level":50,"time":…,"pid":…,"hostname":…,"name":…,"msg":…,"err":{…},…bindings}`. */
export function readPinoLine(line: PinoLine, { levels, messageKey = "msg", errorKey = "err" }: PinoKeys): LogRecord {
	const { level, time, pid: _, hostname, name, [messageKey]: message, [errorKey]: error, ...bindings } = line;
	return {
		level: typeof level === "number" ? ({ ...LABELS, ...levels?.labels }[level] ?? `${level}`) : String(level),
		message,
		error: readError(error),
		bindings,
		source: [name, hostname].filter((part) => typeof part === "string").join(" @ "),
		timestamp: toIso(time),
	};
}

/** pino's serializer names the class `type`. */
function readError(error: unknown): unknown {
	if (typeof error !== "object" || error === null || !("type" in error)) return error;
	return { name: error.type, ...error };
}

/** Epoch ms, or a string as `pino.stdTimeFunctions.isoTime` writes it. */
function toIso(time: unknown): string | undefined {
	const date = new Date(typeof time === "number" ? time : String(time));
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
