import type { Mention } from "../alert/alert.ts";
import { readContent } from "../alert/read-content.ts";
import { readWishes } from "../alert/read-wishes.ts";
import { scrubAll } from "../alert/scrub.ts";
import { createEntry, type Entry, type NewEntry } from "../delivery/entry.ts";
import { renderEmbed } from "../discord/embed.ts";
import { selectFiles } from "../discord/multipart.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { Admitted, Ticket } from "./carrier.ts";

/** An admitted alert as an entry for its lane: read whole, scrubbed, rendered. */
export function toAlertEntry(
	input: unknown,
	{ scrub, p0Mention, maxAgeMs }: ResolvedOptions,
	{
		admitted: { address, channel, mayMention },
		ticket: { id, nowMs, elapsedMs, isAwaited },
		onSettled,
	}: { readonly admitted: Admitted; readonly ticket: Ticket; readonly onSettled: NewEntry["onSettled"] },
): Entry {
	const { mention, notes, thread, silent, files: given } = readWishes(input);
	const { severity } = address;
	const { files, notes: fileNotes } = selectFiles(given);
	const wanted: readonly Mention[] = mention ?? (severity === "P0" ? p0Mention : []);
	return createEntry({
		id,
		purpose: "alert",
		severity,
		channel,
		embed: renderEmbed(readContent(input, address, nowMs), scrub, [...notes, ...fileNotes]),
		mention: mayMention ? wanted : [],
		thread: thread && "name" in thread ? scrubAll(thread, scrub) : thread,
		files: scrubAll(files, scrub),
		silent,
		isAwaited,
		expiresAtMs: elapsedMs + maxAgeMs[severity],
		onSettled,
	});
}
