import { describeError } from "./describe-error.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { readMember, readText, showValue } from "./show-value.ts";
import type { AlertHead } from "./snapshot.ts";

/**
 * Reads severity and title. Never throws: an object is read as well as can be, anything else is `invalid` with a sentence
 * that says what to write.
 */
export function readHead(input: unknown): AlertHead | { readonly invalid: string } {
	if (!isRecord(input)) {
		return {
			invalid: `an alert is an object such as { severity: "P1", title: "Auth degraded" }, not ${typeof input} ${showValue(input, 40)}`,
		};
	}
	const given = readMember(input, "severity");
	const severity = toSeverity(given);
	return {
		severity: severity ?? "P1",
		title: readText(readMember(input, "title")) ?? titleFrom(input),
		trade: readMember(input, "trade") === true,
		notes: severity ? NO_NOTES : [`severity ${showValue(given, 40)} is unknown, sent as P1`],
	};
}

function isRecord(input: unknown): input is object {
	try {
		return typeof input === "object" && input !== null && !Array.isArray(input);
	} catch {
		return false; // a proxy that was revoked
	}
}

const NO_NOTES: readonly string[] = [];

function toSeverity(given: unknown): Severity | undefined {
	if (SEVERITIES.includes(given as Severity)) return given as Severity; // checked: it is one of them
	const name = showValue(given, 40).trim().toUpperCase();
	return SEVERITIES.find((known) => known === name);
}

function titleFrom(input: object): string {
	const error = readMember(input, "error");
	if (error !== undefined) return describeError(error).headline;
	return readText(readMember(input, "description"), 256)?.trim().split("\n", 1)[0] || "(no title)";
}
