import { buildEmbed } from "@dat/core";
import { findProblems } from "@dat/sandbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedSize, withoutUrls } from "../../src/discord/embed-size.ts";
import { toMentionMessage } from "../../src/discord/mentions.ts";
import { toMessage } from "../../src/discord/message.ts";
import { selectFiles } from "../../src/discord/multipart.ts";

const ID = "1".repeat(18);
const EMBED = buildEmbed({ severity: "P2", title: "a" });
const text = fc.string({ unit: "binary", maxLength: 300 });

describe("toMessage()", () => {
	it("says who may be pinged even when nobody may, and nothing that is not there", () => {
		expect(toMessage({ embeds: [EMBED], mention: toMentionMessage([]), silent: false, files: [] })).toEqual({
			embeds: [EMBED],
			allowed_mentions: { parse: [] },
		});
	});

	it("carries a mention, a name, a forum post, a quiet flag and the files' names", () => {
		expect(
			toMessage({
				embeds: [EMBED],
				mention: toMentionMessage(["here", { role: ID }]),
				username: "checkout",
				avatarUrl: "https://example.com/a.png",
				thread: { name: " DB down ", tags: [ID] },
				silent: true,
				files: [{ name: "a.txt", data: "x" }],
			}),
		).toEqual({
			content: `@here <@&${ID}>`,
			username: "checkout",
			avatar_url: "https://example.com/a.png",
			embeds: [EMBED],
			allowed_mentions: { parse: ["everyone"], roles: [ID] },
			flags: 4096,
			thread_name: "DB down",
			applied_tags: [ID],
			attachments: [{ id: 0, filename: "a.txt" }],
		});
	});

	it("leaves an existing thread to the URL", () => {
		const message = toMessage({
			embeds: [EMBED],
			mention: toMentionMessage([]),
			thread: { id: ID },
			silent: false,
			files: [],
		});
		expect(JSON.stringify(message)).not.toContain(ID);
	});

	it("makes what Discord takes, whatever the thread and the files are called", () => {
		fc.assert(
			fc.property(text, fc.array(text, { maxLength: 12 }), (name, names) => {
				const { files } = selectFiles(names.map((given) => ({ name: given, data: "x" })));
				const thread = { name, tags: Array.from({ length: 7 }, () => ID) };
				const message = toMessage({ embeds: [EMBED], mention: toMentionMessage([]), thread, silent: false, files });
				expect(
					findProblems(
						message,
						files.map((file) => file.name),
					),
				).toEqual([]);
				expect(message.thread_name).toBeTruthy();
				for (const { filename } of message.attachments ?? []) expect(filename?.isWellFormed()).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});

describe("withoutUrls()", () => {
	it("keeps the words, drops every URL and shows the link as text", () => {
		const embed = buildEmbed({
			severity: "P1",
			title: "a",
			description: "b",
			fields: { c: "d" },
			footer: "e",
			url: "https://example.com/1",
			image: "https://example.com/2.png",
			thumbnail: "https://example.com/3.png",
			author: { name: "f", url: "https://example.com/4", iconUrl: "https://example.com/5.png" },
		});
		expect(withoutUrls(embed)).toEqual({
			title: embed.title,
			color: embed.color,
			description: "b\nhttps://example.com/1",
			fields: [{ name: "c", value: "d" }],
			footer: { text: "e" },
			author: { name: "f" },
		});
	});

	it("stays within the 6000 of a full embed", () => {
		const fields = Array.from({ length: 25 }, (_, index) => ({ name: `${index}`, value: "v".repeat(220) }));
		const url = `https://example.com/${"u".repeat(2000)}`;
		const full = buildEmbed({ severity: "P1", title: "a", description: "d".repeat(9000), fields, url });
		expect(embedSize(full)).toBeGreaterThan(5900);
		expect(findProblems({ embeds: [withoutUrls(full)] })).toEqual([]);
	});
});
