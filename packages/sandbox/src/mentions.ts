import { isAbsent, isRecord } from "./validate/scope.ts";

/** Who is named and who would be pinged by a message. */
export interface Notified {
	readonly everyone: boolean;
	readonly users: readonly string[];
	readonly roles: readonly string[];
}

/** A mention that pings nobody. */
export interface Withheld {
	/** As written, such as `<@&123>`. */
	readonly mention: string;
	readonly why: "not in allowed_mentions" | "embeds never ping";
}

const MENTION = /@(?:everyone|here)|<@!?\d{17,20}>|<@&\d{17,20}>/g;

/**
 * Whom `content` pings through `allowed_mentions`; embeds never ping. Absent, it equals `{ parse: ["users"] }` for
 * webhooks (facts 4.1); present with any key, what is not listed is suppressed.
 */
export function wouldNotify(content: string, allowed: unknown): Notified {
	if (!content.includes("@")) return NOBODY;
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

const NOBODY: Notified = { everyone: false, users: [], roles: [] };

/** The mentions of a message that ping nobody: held back by `allowed_mentions`, or written into an embed. */
export function findWithheld(
	body: { readonly content: string; readonly embeds: unknown },
	notified: Notified,
): readonly Withheld[] {
	const embeds = JSON.stringify(body.embeds ?? []);
	if (!body.content.includes("@") && !embeds.includes("@")) return NONE;
	const withheld = new Map<string, Withheld>();
	for (const [mention] of body.content.matchAll(MENTION)) {
		if (!isNotified(mention, notified)) withheld.set(mention, { mention, why: "not in allowed_mentions" });
	}
	for (const [mention] of embeds.matchAll(MENTION)) {
		if (!withheld.has(mention) && !body.content.includes(mention))
			withheld.set(mention, { mention, why: "embeds never ping" });
	}
	return [...withheld.values()];
}

const NONE: readonly Withheld[] = [];

function isNotified(mention: string, { everyone, users, roles }: Notified): boolean {
	const id = mention.replace(/\D/g, "");
	if (id === "") return everyone;
	return (mention.startsWith("<@&") ? roles : users).includes(id);
}

function listOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
