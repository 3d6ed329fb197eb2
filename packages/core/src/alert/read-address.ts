import { deriveKey } from "./key.ts";
import type { AlertAddress, AlertHead } from "./snapshot.ts";

/** Titles whose keys are remembered: in a storm of equal alerts, deriving the key would cost more than all the rest. */
const REMEMBERED = 256;

/** Adds which alerts an alert equals. */
export function createAddressReader(scrub: (text: string) => string): (head: AlertHead) => AlertAddress {
	const known = new Map<string, Pick<AlertAddress, "severity" | "key">>();
	const derive = ({ severity, title }: AlertHead): string => {
		const seen = known.get(title);
		if (seen?.severity === severity) return seen.key;
		// A token in the title would make every alert a key of its own.
		const key = deriveKey(severity, scrub(title));
		if (known.size >= REMEMBERED) known.clear();
		known.set(title, { severity, key });
		return key;
	};
	return (head) => ({ ...head, key: head.key ?? derive(head) });
}
