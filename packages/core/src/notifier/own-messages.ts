import type { Severity } from "../alert/severity.ts";
import { createEntry, type Entry, type Purpose, type Settlement } from "../delivery/entry.ts";
import type { Embed } from "../discord/wire.ts";
import type { Books } from "../outcome/books.ts";

/** One of our own messages. */
export interface OwnMessage {
	readonly purpose: Exclude<Purpose, "alert">;
	readonly severity: Severity;
	readonly channel: string;
	readonly embed: Embed;
	readonly line?: string;
}

const COUNTED = { summary: "summaries", audit: "auditLines", notice: "notices" } as const;

/** Our own messages wait as long as a P0, and are counted apart from alerts. */
const MAX_AGE_MS = 900_000;

/** An entry for one of our own messages. */
export function createOwnEntry(
	message: OwnMessage,
	id: string,
	world: {
		readonly elapsedMs: number;
		readonly books: Books;
		readonly onEnd: (entry: Entry, settlement: Settlement) => void;
	},
): Entry {
	return createEntry({
		...message,
		id,
		expiresAtMs: world.elapsedMs + MAX_AGE_MS,
		onSettled: (entry, settlement) => {
			if (settlement.status === "delivered") world.books.count(COUNTED[message.purpose]);
			world.onEnd(entry, settlement);
		},
	});
}
