import type { Mention } from "../alert/alert.ts";
import { readMention } from "../alert/read-wishes.ts";
import { readList } from "../alert/show-value.ts";
import { DatError } from "../errors/dat-error.ts";

/** Reads `p0Mention`; nothing given means `everyone` (design rule 10). */
export function toMentions(given: Mention | readonly Mention[] | undefined): readonly Mention[] {
	if (given === undefined) return ["everyone"];
	const mentions = readList(given, 200);
	if (mentions.every((mention): mention is Mention => readMention(mention) !== undefined)) return mentions;
	throw new DatError(
		"DAT_INVALID_OPTION",
		'p0Mention is not a mention; write "everyone", "here", { user: id }, { role: id }, or an array of these',
	);
}
