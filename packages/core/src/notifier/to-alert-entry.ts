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
	{ address, channel, mayMention, nowMs, elapsedMs, ...given }: Admitted & Ticket & Pick<NewEntry, "onSettled">,
): Entry {
	const { mention, notes, thread, silent, ...wishes } = readWishes(input);
	const { severity } = address;
	const { files, notes: fileNotes } = selectFiles(wishes.files);
	const content = readContent(input, address, nowMs);
	const wanted: readonly Mention[] = mention ?? (severity === "P0" ? p0Mention : []);
	return createEntry({
		...given,
		purpose: "alert",
		severity,
		channel,
		embed: renderEmbed(scrubAll({ ...content, notes: [...content.notes, ...notes, ...fileNotes] }, scrub)),
		expiresAtMs: elapsedMs + maxAgeMs[severity],
		mention: mayMention ? wanted : [],
		files: scrubAll(files, scrub),
		silent,
		thread: thread && "name" in thread ? scrubAll(thread, scrub) : thread,
	});
}
