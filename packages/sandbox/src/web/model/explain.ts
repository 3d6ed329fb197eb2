import { toWaitSeconds } from "./gauge.ts";
import type { Entry } from "./wire.ts";

/** Says in words why a request was not served, or how its answer was lost. */
export function explain(entry: Entry): string {
	const { status, code } = entry;
	const reason = reasonOf(entry);
	const text = reason.length > 200 ? `${reason.slice(0, 200)}…` : reason;
	const wait = status === 429 ? toWaitSeconds(entry) : undefined;
	return `${text}${code ? ` (${code})` : ""}${wait === undefined ? "" : ` · retry after ${wait} s`}`;
}

/** The forms of old versions have no message of their own. */
function reasonOf({ status, reason, problems }: Entry): string {
	if (reason === undefined) return "answered as if stored, and was not";
	if (reason === `status ${status}` && problems.length > 0) return "Invalid Form Body";
	// Gateways answer in HTML; its words are enough.
	return reason.replace(/<[^>]*>/g, " ").trim();
}

/** A path in Discord's error tree as a program would write it, such as `embeds[0].title`. */
export function toField(path: readonly string[]): string {
	const field = path.reduce(
		(text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
		"",
	);
	return field || "body";
}
