import type { Mention } from "../alert/alert.ts";
import { LIMITS } from "./limits.ts";
import type { AllowedMentions } from "./wire.ts";

/** U+200B: invisible, and enough to keep Discord from rendering a mention. */
const BREAK = "\u200b";

/**
 * Makes `@everyone`, `@here`, `<@id>`, `<@&id>` and `<#id>` in text plain to read. Cosmetic: `allowed_mentions` is what
 * keeps text from pinging (facts 4.3).
 */
export function escapeMentions(text: string): string {
	return text.replace(/@(?=everyone|here)/gi, `@${BREAK}`).replace(/<(?=@[!&]?\d|#\d)/g, `<${BREAK}`);
}

/** What pings: the text that must be in `content`, because embeds never ping, and who may be pinged by it. */
export interface MentionMessage {
	readonly content: string;
	readonly allowed: AllowedMentions;
}

/** Mentions lifted into `content`; only the ids asked for are allowed, at most 100 of each (DAT-MEN-03). */
export function toMentionMessage(mentions: readonly Mention[]): MentionMessage {
	const texts = new Set<string>();
	const users = new Set<string>();
	const roles = new Set<string>();
	for (const mention of mentions) {
		if (typeof mention === "string") texts.add(`@${mention}`);
		else if ("user" in mention) users.add(mention.user);
		else roles.add(mention.role);
	}
	const most = (ids: Set<string>, room: number): string[] => [...ids].slice(0, room);
	// A role mention is up to 24 units: 80 of both kinds stay under the 2000 of content.
	const userIds = most(users, 40);
	const roleIds = most(roles, 40);
	for (const id of userIds) texts.add(`<@${id}>`);
	for (const id of roleIds) texts.add(`<@&${id}>`);
	const isAll = mentions.includes("everyone") || mentions.includes("here");
	return {
		content: [...texts].join(" ").slice(0, LIMITS.content),
		allowed: {
			parse: isAll ? ["everyone"] : [],
			...(userIds.length > 0 && { users: userIds }),
			...(roleIds.length > 0 && { roles: roleIds }),
		},
	};
}

/** Reads `DISCORD_P0_MENTION`: `@everyone`, `@here`, `<@&id>`, `<@id>`, several with spaces, or nothing; `undefined` when it is none of these. */
export function parseMentionSetting(text: string): readonly Mention[] | undefined {
	const mentions: Mention[] = [];
	for (const word of text.trim().split(/[\s,]+/)) {
		const [, sign, id] = /^<@([!&]?)(\d{17,20})>$/.exec(word) ?? [];
		if (word === "@everyone" || word === "@here") mentions.push(word === "@here" ? "here" : "everyone");
		else if (id !== undefined) mentions.push(sign === "&" ? { role: id } : { user: id });
		else if (word !== "") return undefined;
	}
	return mentions;
}
