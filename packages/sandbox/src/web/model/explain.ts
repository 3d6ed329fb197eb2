import { toWaitSeconds } from "./gauge.ts";
import type { Entry } from "./wire.ts";

/** Says in words why a request was not served, or how its answer was lost. */
export function explain(entry: Entry): string {
	const { status, code, reason = status < 300 ? "answered as if stored, and was not" : `status ${status}` } = entry;
	const text = reason.length > 200 ? `${reason.slice(0, 200)}…` : reason;
	const wait = status === 429 ? toWaitSeconds(entry) : undefined;
	return `${text}${code ? ` (${code})` : ""}${wait === undefined ? "" : ` · retry after ${wait} s`}`;
}

/** A path in Discord's error tree as a program would write it, such as `embeds[0].title`. */
export function toField(path: readonly string[]): string {
	const field = path.reduce(
		(text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
		"",
	);
	return field || "body";
}
