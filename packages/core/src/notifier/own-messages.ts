import { createEntry, type Entry, type NewEntry, type Purpose } from "../delivery/entry.ts";
import type { Books } from "../outcome/books.ts";

/** One of our own messages. */
export interface OwnMessage extends Pick<NewEntry, "severity" | "channel" | "embed" | "line"> {
	readonly purpose: Exclude<Purpose, "alert">;
}

const COUNTED = { summary: "summaries", audit: "auditLines", notice: "notices" } as const;

/** Our own messages wait as long as a P0, and are counted apart from alerts. */
const MAX_AGE_MS = 900_000;

/** An entry for one of our own messages. */
export function createOwnEntry(
	message: OwnMessage,
	{
		id,
		elapsedMs,
		books,
		onEnd,
	}: { readonly id: string; readonly elapsedMs: number; readonly books: Books; readonly onEnd: () => void },
): Entry {
	return createEntry({
		...message,
		id,
		expiresAtMs: elapsedMs + MAX_AGE_MS,
		onSettled: (_, { status }) => {
			if (status === "delivered") books.count(COUNTED[message.purpose]);
			onEnd();
		},
	});
}
