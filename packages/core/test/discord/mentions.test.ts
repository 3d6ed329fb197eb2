import { escapeMentions } from "@dat/core";
import { createSandbox } from "@dat/sandbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMentionSetting, toMentionMessage } from "../../src/discord/mentions.ts";

const USER = "123456789012345678";
const ROLE = "223456789012345678";
const PINGS = ["@everyone", "@here", `<@${USER}>`, `<@!${USER}>`, `<@&${ROLE}>`];

describe("escapeMentions()", () => {
	it("leaves no mention that Discord would render, and is idempotent", () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...PINGS, `<#${ROLE}>`, "@", "<", "a", " ")).map((parts) => parts.join("")),
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

it("escaped text pings nobody, also where a message allows every mention", async () => {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const post = (content: string) =>
		sandbox.fetch(webhook.url("https://discord.com"), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ content, allowed_mentions: { parse: ["everyone", "users", "roles"] } }),
		});
	const piece = fc.oneof(
		fc.constantFrom(...PINGS, "@", "<@", ">", "\u200b", "everyone"),
		fc.string({ unit: "binary", maxLength: 5 }),
	);
	const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
	await post(`@everyone <@${USER}> <@&${ROLE}>`);
	expect(sandbox.messages()[0]?.notified).toEqual({ everyone: true, users: [USER], roles: [ROLE] });
	await fc.assert(
		fc.asyncProperty(text, async (given) => {
			await post(`a ${escapeMentions(given)}`);
			expect(sandbox.messages().at(-1)?.notified).toEqual({ everyone: false, users: [], roles: [] });
		}),
		{ numRuns: 500 },
	);
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
