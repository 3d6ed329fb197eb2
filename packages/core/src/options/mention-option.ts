import type { Mention } from "../alert/alert.ts";
import { DatError } from "../errors/dat-error.ts";

/** Reads `p0Mention`; nothing given means `everyone` (design rule 10). */
export function toMentions(given: Mention | readonly Mention[] | undefined): readonly Mention[] {
	if (given === undefined) return ["everyone"];
	const mentions: readonly Mention[] = Array.isArray(given) ? given : [given];
	if (mentions.every(isMention)) return mentions;
	throw new DatError(
		"DAT_INVALID_OPTION",
		'p0Mention is not a mention; write "everyone", "here", { user: "id" }, { role: "id" } with an id of 17 to 20 digits, or an array of these',
	);
}

function isMention(value: unknown): boolean {
	if (value === "everyone" || value === "here") return true;
	if (typeof value !== "object" || value === null) return false;
	const id = "user" in value ? value.user : "role" in value ? value.role : undefined;
	return typeof id === "string" && /^\d{17,20}$/.test(id);
}
