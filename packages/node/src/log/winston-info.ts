import type { LogRecord } from "./to-alert.ts";

/** What winston hands to a transport; symbols hold what formats must not change (triple-beam). */
export type WinstonInfo = Readonly<Record<string | symbol, unknown>>;

const LEVEL = Symbol.for("level");
const SPLAT = Symbol.for("splat");

/** Of a crash, winston tells more than a message can show. */
const OF_CRASHES = ["date", "process", "os", "trace", "exception", "rejection"];

/** Reads winston's `info`. Its level is taken from the symbol, since `level` may be coloured. */
export function readWinstonInfo(info: WinstonInfo): LogRecord {
	const { level, message, timestamp, stack, error, err, ...rest } = Object.fromEntries(Object.entries(info));
	const isCrash = rest["exception"] === true || rest["rejection"] === true;
	const bindings = Object.entries(rest).filter(([name]) => !isCrash || !OF_CRASHES.includes(name));
	const thrown = [info, message, error, err, ...splat(info)].find((value) => value instanceof Error);
	const text = message instanceof Error ? message.message : message;
	return {
		level: String(info[LEVEL] ?? level),
		message: text,
		error: thrown ?? error ?? err ?? (typeof stack === "string" ? { message: text, stack } : undefined),
		bindings: Object.fromEntries(bindings),
		timestamp: typeof timestamp === "string" && !Number.isNaN(Date.parse(timestamp)) ? timestamp : undefined,
	};
}

function splat(info: WinstonInfo): readonly unknown[] {
	const given = info[SPLAT];
	return Array.isArray(given) ? given.flat() : [];
}
