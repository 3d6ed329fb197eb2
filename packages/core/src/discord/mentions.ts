import type { Mention } from "../alert/alert.ts";
import type { AllowedMentions } from "./wire.ts";

/** U+200B: invisible, and enough to keep Discord from rendering a mention. */
const BREAK = "\u200b";

/**
 * Makes `@everyone`, `@here`, `<@id>`, `<@&id>` and `<#id>` in text plain to read. Cosmetic: `allowed_mentions` is what
 * keeps text from pinging (facts 4.3).
 *
 * @example
 * escapeMentions("to <@80351110224678912>"); // "to <\u200b@80351110224678912>"
 */
export function escapeMentions(text: string): string {
	return text.replace(/@(?=everyone|here)/gi, `@${BREAK}`).replace(/<(?=@[!&]?\d|#\d)/g, `<${BREAK}`);
}

/** What pings: the text that must be in `content`, because embeds never ping, and who may be pinged by it. */
export interface MentionMessage {
	readonly content: string;
	readonly allowed: AllowedMentions;
}

/** As many of each kind as stay under the 2000 characters of content: a role mention has up to 24. */
const MOST = 40;

/** Mentions lifted into `content`; only the ids asked for are allowed (DAT-MEN-03). */
export function toMentionMessage(mentions: readonly Mention[]): MentionMessage {
	const pick = (read: (mention: Mention) => string | undefined): string[] =>
		[...new Set(mentions.flatMap((mention) => read(mention) ?? []))].slice(0, MOST);
	const words = pick((mention) => (typeof mention === "string" ? mention : undefined));
	const users = pick((mention) => (typeof mention === "object" && "user" in mention ? mention.user : undefined));
	const roles = pick((mention) => (typeof mention === "object" && "role" in mention ? mention.role : undefined));
	return {
		content: [
			...words.map((word) => `@${word}`),
			...users.map((id) => `<@${id}>`),
			...roles.map((id) => `<@&${id}>`),
		].join(" "),
		allowed: {
			parse: words.length > 0 ? ["everyone"] : [],
			...(users.length > 0 && { users }),
			...(roles.length > 0 && { roles }),
		},
	};
}

/** Reads `DISCORD_P0_MENTION`: `@everyone`, `@here`, `<@&id>`, `<@id>`, several with spaces, or nothing; `undefined` when it is none of these. */
export function parseMentionSetting(text: string): readonly Mention[] | undefined {
	const mentions = text
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(parseMention);
	return mentions.every((mention) => mention !== undefined) ? mentions : undefined;
}

function parseMention(word: string): Mention | undefined {
	const [, sign, id] = /^<@([!&]?)(\d{17,20})>$/.exec(word) ?? [];
	if (id !== undefined) return sign === "&" ? { role: id } : { user: id };
	return word === "@here" ? "here" : word === "@everyone" ? "everyone" : undefined;
}
