import { deriveKey } from "./key.ts";
import { readMember, readText } from "./show-value.ts";
import type { AlertAddress, AlertHead } from "./snapshot.ts";

/** Adds where an alert goes and which alerts it equals. `title` and what comes out are scrubbed. */
export function readAddress(input: unknown, head: AlertHead, scrub: (text: string) => string): AlertAddress {
	const title = scrub(head.title);
	const channel = readMember(input, "channel");
	const key = readText(readMember(input, "key"));
	return {
		...head,
		title,
		channel: typeof channel === "string" && channel !== "" ? channel.slice(0, 100) : undefined,
		key: key === undefined ? deriveKey(head.severity, title) : scrub(key),
	};
}
