import { describeError } from "./describe-error.ts";
import { deriveKey } from "./key.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { isObject, readMember, showValue } from "./show-value.ts";
import type { AlertHead } from "./snapshot.ts";

/** Titles and keys are read up to here; Discord shows 256. */
const MOST_CHARS = 4096;

/**
 * Reads what the throttle and the router need. Never throws: an object is read as well as can be, anything else is
 * `invalid` with a sentence that says what to write.
 */
export function readHead(input: unknown): AlertHead | { readonly invalid: string } {
	if (typeof input !== "object" || input === null || isList(input)) {
		return {
			invalid: `an alert is an object such as { severity: "P1", title: "Auth degraded" }, not ${input === null ? "null" : isObject(input) ? "a list" : `${typeof input} ${showValue(input, 40)}`}`,
		};
	}
	const notes: string[] = [];
	const severity = readSeverity(readMember(input, "severity"), notes);
	const title = readTitle(input);
	const channel = readMember(input, "channel");
	const key = readMember(input, "key");
	return {
		severity,
		title,
		trade: readMember(input, "trade") === true,
		channel: typeof channel === "string" && channel !== "" ? channel.slice(0, 100) : undefined,
		key: key === undefined || key === null || key === "" ? deriveKey(severity, title) : showValue(key, MOST_CHARS),
		notes,
	};
}

function isList(input: object): boolean {
	try {
		return Array.isArray(input);
	} catch {
		return false; // a revoked proxy
	}
}

function readSeverity(given: unknown, notes: string[]): Severity {
	const known = SEVERITIES.find((severity) => severity === given);
	if (known) return known;
	const text = showValue(given, 40);
	const close = SEVERITIES.find((severity) => severity === text.trim().toUpperCase());
	if (!close)
		notes.push(given === undefined ? "no severity given, sent as P1" : `severity ${text} is unknown, sent as P1`);
	return close ?? "P1";
}

function readTitle(input: object): string {
	const title = readMember(input, "title");
	if (title !== undefined && title !== null && title !== "") return showValue(title, MOST_CHARS);
	const error = readMember(input, "error");
	if (error !== undefined) return describeError(error).headline;
	return (
		showValue(readMember(input, "description") ?? "", 256)
			.trim()
			.split("\n", 1)[0] || "(no title)"
	);
}
