import { count, strip } from "../python-text.ts";
import { COMPLAINTS, complain, isAbsent, type Scope, tooLong } from "./scope.ts";

/** Checks a text and gives its length after stripping; 0 when absent. */
export function checkText(scope: Scope, key: string, max: number): number {
	const value = scope.value[key];
	if (isAbsent(value)) return 0;
	const text = toText(value);
	if (text === undefined) {
		complain(scope, [key], ["STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`]);
		return 0;
	}
	const length = count(strip(text));
	if (length > max) complain(scope, [key], tooLong(max));
	return length;
}

/** What the API takes as a text. */
export function toText(value: unknown): string | undefined {
	if (typeof value === "string") return value;
	return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Checks a whole number, which may come as a numeric text. */
export function checkInteger(scope: Scope, key: string, [min, max]: readonly [number, number]): void {
	const value = scope.value[key];
	if (isAbsent(value)) return;
	const number = toInteger(value);
	if (number === undefined) complain(scope, [key], ["NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`]);
	else if (number > max)
		complain(scope, [key], ["NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`]);
	else if (number < min)
		complain(scope, [key], ["NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`]);
}

/** An integer, a numeric text, or a float rounded (facts 2.1, colours). */
export function toInteger(value: unknown): number | undefined {
	if (typeof value !== "number" && (typeof value !== "string" || value.trim() === "")) return undefined;
	const number = Math.round(Number(value));
	return Number.isFinite(number) ? number : undefined;
}

/** Checks a boolean, which may come as a text from a form. */
export function checkBoolean(scope: Scope, key: string): void {
	const value = scope.value[key];
	if (!isAbsent(value) && toBoolean(value) === undefined) complain(scope, [key], COMPLAINTS.boolean);
}

/** Booleans as the API reads them, in queries too (docs: reference#boolean-query-strings). */
export function toBoolean(value: unknown): boolean | undefined {
	if (value === true || value === 1 || value === "true" || value === "True" || value === "1") return true;
	return value === false || value === 0 || value === "false" || value === "False" || value === "0" ? false : undefined;
}

const MOST = 2n ** 63n - 1n;

/** Whether it is a snowflake: decimal, no leading zero, in 63 bits. */
export function isSnowflake(value: unknown): boolean {
	const text = String(value);
	return /^(?:0|[1-9]\d{0,18})$/.test(text) && (text.length < 19 || BigInt(text) <= MOST);
}

/** Adds an error unless a value is a snowflake. */
export function checkSnowflake(scope: Scope, keys: readonly (string | number)[], value: unknown): boolean {
	if (isSnowflake(value)) return true;
	const isTooLarge = /^[1-9]\d{18,}$/.test(String(value));
	complain(
		scope,
		keys,
		isTooLarge
			? ["NUMBER_TYPE_MAX", `snowflake value should be less than or equal to ${MOST}.`]
			: ["NUMBER_TYPE_COERCE", `Value "${String(value)}" is not snowflake.`],
	);
	return false;
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})?$/;

/** Checks a timestamp: ISO 8601 text; numbers and booleans are refused. */
export function checkTimestamp(scope: Scope, key: string): void {
	const value = scope.value[key];
	if (isAbsent(value) || toTimestamp(value) !== undefined) return;
	complain(scope, [key], ["DATE_TIME_TYPE_PARSE", `Could not parse ${String(value)}. Should be ISO8601.`]);
}

/** A timestamp as Discord stores it, with microseconds and in UTC; `undefined` when it is none. */
export function toTimestamp(value: unknown): string | undefined {
	if (typeof value !== "string") return undefined;
	// It is asked for twice, when it is checked and when it is stored, and reading it costs more than all else of an embed.
	if (lastRead[0] !== value) lastRead = [value, readTimestamp(value)];
	return lastRead[1];
}

let lastRead: readonly [text: string, timestamp: string | undefined] = ["", undefined];

function readTimestamp(value: string): string | undefined {
	const [, date, minutes, seconds = "00", fraction = "", zone = "Z"] = ISO.exec(value) ?? [];
	if (date === undefined) return undefined;
	const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
	const ms = Date.parse(`${date}T${minutes}:${seconds}${offset}`);
	if (Number.isNaN(ms)) return undefined;
	const utc = offset === "Z" ? `${date}T${minutes}:${seconds}` : new Date(ms).toISOString().slice(0, 19);
	return `${utc}.${fraction.padEnd(6, "0").slice(0, 6)}+00:00`;
}
