import { escapeMentions } from "@dat/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMentionSetting, toMentionMessage } from "../../src/discord/mentions.ts";

const USER = "123456789012345678";
const ROLE = "223456789012345678";

describe("escapeMentions()", () => {
	it("leaves no mention that Discord would render, and is idempotent", () => {
		fc.assert(
			fc.property(
				fc
					.array(
						fc.constantFrom(
							"@everyone",
							"@here",
							`<@${USER}>`,
							`<@!${USER}>`,
							`<@&${ROLE}>`,
							`<#${ROLE}>`,
							"@",
							"<",
							"a",
							" ",
						),
					)
					.map((parts) => parts.join("")),
				(text) => {
					const escaped = escapeMentions(text);
					expect(escaped).not.toMatch(/@(?:everyone|here)|<@[!&]?\d+>|<#\d+>/);
					expect(escapeMentions(escaped)).toBe(escaped);
					expect(escaped.replaceAll("\u200b", "")).toBe(text);
				},
			),
		);
	});
});

describe("toMentionMessage()", () => {
	it("lifts mentions into content and allows exactly these", () => {
		expect(toMentionMessage([])).toEqual({ content: "", allowed: { parse: [] } });
		expect(toMentionMessage(["here", { user: USER }, { role: ROLE }, { user: USER }])).toEqual({
			content: `@here <@${USER}> <@&${ROLE}>`,
			allowed: { parse: ["everyone"], users: [USER], roles: [ROLE] },
		});
	});

	it("stays within Discord's content", () => {
		const many = Array.from({ length: 200 }, (_, index) => [
			{ user: String(10 ** 19 + index) },
			{ role: String(2 * 10 ** 19 + index) },
		]).flat();
		const { content, allowed } = toMentionMessage(["everyone", ...many]);
		expect(content.length).toBeLessThanOrEqual(2000);
		for (const id of [...allowed.users!, ...allowed.roles!]) expect(content).toContain(id);
	});
});

it("reads DISCORD_P0_MENTION", () => {
	expect(parseMentionSetting("@everyone")).toEqual(["everyone"]);
	expect(parseMentionSetting(` @here <@&${ROLE}>, <@${USER}> `)).toEqual(["here", { role: ROLE }, { user: USER }]);
	expect(parseMentionSetting("")).toEqual([]);
	expect(parseMentionSetting("everyone")).toBeUndefined();
});
