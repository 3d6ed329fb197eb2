import { describeError } from "./describe-error.ts";
import { SEVERITIES } from "./severity.ts";
import { readList, readMember, readText, showValue } from "./show-value.ts";
import type { AlertHead } from "./snapshot.ts";

/**
 * Reads severity and title. Never throws: an object is read as well as can be, anything else is `invalid` with a sentence
 * that says what to write.
 */
export function readHead(input: unknown): AlertHead | { readonly invalid: string } {
	const isArray = readList(input, 1)[0] !== input;
	if (typeof input !== "object" || input === null || isArray) {
		return {
			invalid: `an alert is an object such as { severity: "P1", title: "Auth degraded" }, not ${typeof input} ${showValue(input, 40)}`,
		};
	}
	const given = showValue(readMember(input, "severity"), 40);
	const severity = SEVERITIES.find((known) => known === given.trim().toUpperCase());
	return {
		severity: severity ?? "P1",
		title: readText(readMember(input, "title")) ?? titleFrom(input),
		trade: readMember(input, "trade") === true,
		notes: severity ? [] : [`severity ${given} is unknown, sent as P1`],
	};
}

function titleFrom(input: object): string {
	const error = readMember(input, "error");
	if (error !== undefined) return describeError(error).headline;
	return readText(readMember(input, "description"), 256)?.trim().split("\n", 1)[0] || "(no title)";
}
