import { isAbsent, isRecord } from "./validate/fields.ts";

/** Who is named and who would be pinged by a message. */
export interface Notified {
	readonly everyone: boolean;
	readonly users: readonly string[];
	readonly roles: readonly string[];
}

/**
 * Whom `content` pings through `allowed_mentions`; embeds never ping. Absent, it equals `{ parse: ["users"] }` for
 * webhooks (facts 4.1); present with any key, what is not listed is suppressed.
 */
export function wouldNotify(content: string, allowed: unknown): Notified {
	const rules = isRecord(allowed) ? allowed : { parse: isAbsent(allowed) ? ["users"] : [] };
	const parse = listOf(rules["parse"]);
	const pick = (kind: string, pattern: RegExp): string[] => {
		const named = [...new Set([...content.matchAll(pattern)].flatMap(([, id]) => id ?? []))];
		return parse.includes(kind) ? named : named.filter((id) => listOf(rules[kind]).includes(id));
	};
	return {
		everyone: parse.includes("everyone") && /@(?:everyone|here)/.test(content),
		users: pick("users", /<@!?(\d{17,20})>/g),
		roles: pick("roles", /<@&(\d{17,20})>/g),
	};
}

function listOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
