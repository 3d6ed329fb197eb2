import { isDeepStrictEqual } from "node:util";
import type { RecordedAlert } from "./recorder.ts";

/** A text, or a pattern that it has. */
type Text = string | RegExp;

/** What of an alert is expected; what is left out may be anything. */
export interface ExpectedAlert
	extends Partial<
		Pick<RecordedAlert, "severity" | "channel" | "key" | "state" | "mention" | "trade" | "silent" | "thread">
	> {
	readonly title?: Text;
	readonly description?: Text;
	/** These fields, and any others. */
	readonly fields?: Readonly<Record<string, Text>>;
	/** Name and message of the error: `TypeError: x is not a function`. */
	readonly error?: Text;
	readonly reason?: Text;
}

/** Whether an alert is as expected. */
export function matches({ error, ...alert }: RecordedAlert, { fields = {}, ...expected }: ExpectedAlert): boolean {
	const facts: Readonly<Record<string, unknown>> = { ...alert, error: error && `${error.name}: ${error.message}` };
	return (
		Object.entries(expected).every(([name, value]) => isAs(facts[name], value)) &&
		Object.entries(fields).every(([name, value]) => isAs(alert.fields[name], value))
	);
}

function isAs(actual: unknown, expected: unknown): boolean {
	if (expected instanceof RegExp)
		return typeof actual === "string" && new RegExp(expected.source, expected.flags.replace(/[gy]/g, "")).test(actual);
	return isDeepStrictEqual(actual, expected);
}
