import { checkSnowflake } from "./scalars.ts";
import { COMPLAINTS, complain, enter, listAt, notOneOf, type Scope } from "./scope.ts";

const KINDS = ["users", "roles", "everyone"];

/** Checks `allowed_mentions` (facts 4.1). */
export function checkAllowedMentions(body: Scope): void {
	const allowed = enter(body, "allowed_mentions");
	if (!allowed) return;
	const parse = listAt(allowed, "parse", 1521);
	for (const [index, kind] of parse.entries()) {
		if (!KINDS.includes(String(kind))) complain(allowed, ["parse", index], notOneOf(KINDS));
		else if (parse.indexOf(kind) < index) complain(allowed, ["parse", index], COMPLAINTS.repeated);
	}
	for (const kind of ["users", "roles"]) checkIds(allowed, kind, parse.includes(kind));
}

function checkIds(allowed: Scope, kind: string, isParsed: boolean): void {
	const ids = listAt(allowed, kind, 100);
	if (ids.length === 0) return;
	const seen = new Set<string>();
	for (const [index, id] of ids.entries()) {
		if (checkSnowflake(allowed, [kind, index], id) && seen.has(String(id)))
			complain(allowed, [kind, index], COMPLAINTS.repeated);
		seen.add(String(id));
	}
	if (isParsed) {
		const text = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
		complain(allowed, [], ["MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text]);
	}
}
