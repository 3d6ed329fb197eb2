import type { Alert } from "./alert.ts";
import { describeError } from "./describe-error.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { isRecord, readMember, readText, showValue } from "./show-value.ts";
import type { AlertHead } from "./snapshot.ts";

/**
 * Reads what the door needs. Never throws: an object is read as well as can be, anything else is `invalid` with a sentence
 * that says what to write.
 */
export function readHead(input: unknown): AlertHead | { readonly invalid: string } {
	if (!isRecord(input)) {
		return {
			invalid: `an alert is an object such as { severity: "P1", title: "Auth degraded" }, not ${typeof input} ${showValue(input, 40)}`,
		};
	}
	try {
		return read(input);
	} catch {
		// A getter threw. To read every alert as carefully as this one would take twice as long.
		return read(new Proxy<Given>(input, { get: readMember }));
	}
}

type Given = { readonly [Name in keyof Alert]?: unknown };

function read(input: Given): AlertHead {
	const { severity: given, channel } = input;
	const severity = toSeverity(given);
	return {
		severity: severity ?? "P1",
		title: readText(input.title) ?? titleFrom(input),
		trade: input.trade === true,
		channel: (typeof channel === "string" && channel.slice(0, 100)) || undefined,
		key: readText(input.key),
		notes: severity ? NO_NOTES : [`severity ${showValue(given, 40)} is unknown, sent as P1`],
	};
}

const NO_NOTES: readonly string[] = [];

function toSeverity(given: unknown): Severity | undefined {
	if (SEVERITIES.includes(given as Severity)) return given as Severity; // checked: it is one of them
	const name = showValue(given, 40).trim().toUpperCase();
	return SEVERITIES.find((known) => known === name);
}

function titleFrom({ error, description }: Given): string {
	if (error !== undefined) return describeError(error).headline;
	return readText(description, 256)?.trim().split("\n", 1)[0] || "(no title)";
}
