import { findProblems } from "@dat/sandbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "../../src/discord/cut.ts";
import { stripText } from "../../src/discord/text.ts";
import { isEmbeddableUrl } from "../../src/discord/url.ts";
import { toUsername } from "../../src/discord/username.ts";

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300 }),
	fc
		.array(fc.constantFrom("👨‍👩‍👧‍👦", "🇩🇪", "e\u0301\u0302", "```", "\n", " ", "a", "\ud800", "\udc00", "\0"), {
			maxLength: 200,
		})
		.map((parts) => parts.join("")),
);

describe("stripText()", () => {
	it("strips what Python strips and nothing else", () => {
		expect(stripText("\u00a0\u001c\u0085\u3000 a \u2028\t")).toBe("a");
		expect(stripText("\ufeffa\u200b")).toBe("\ufeffa\u200b");
		expect(stripText("a\0b\ud800c\u{1f4a5}")).toBe("abc\u{1f4a5}");
	});

	it("is idempotent and well-formed", () => {
		fc.assert(
			fc.property(text, (given) => {
				const once = stripText(given);
				expect(stripText(once)).toBe(once);
				expect(once.isWellFormed()).toBe(true);
			}),
		);
	});
});

describe("cutText()", () => {
	it("never exceeds its limit, stays well-formed and idempotent, and ends as Discord would store it", () => {
		fc.assert(
			fc.property(text, fc.integer({ min: 8, max: 120 }), (given, max) => {
				const cut = cutText(given, max);
				expect(cut.length).toBeLessThanOrEqual(max);
				expect(cut.isWellFormed()).toBe(true);
				expect(cutText(cut, max)).toBe(cut);
				expect(stripText(cut)).toBe(cut);
			}),
			{ numRuns: 2000 },
		);
	});

	it("leaves what fits alone, and marks what it cut", () => {
		expect(cutText(" short ", 20)).toBe("short");
		expect(cutText("abcdefghij", 5)).toBe("abcd…");
	});

	it("cuts between graphemes", () => {
		expect(cutText("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 20)).toBe("👨‍👩‍👧‍👦…");
		expect(cutText(`ab${"e\u0301".repeat(5)}`, 6)).toBe("abe\u0301…");
		// A flag is two letters that look alike, so where it begins shows only from the start of the row.
		expect(cutText(`x${"🇩🇪".repeat(100)}`, 256)).toBe(`x${"🇩🇪".repeat(63)}…`);
	});

	it("cuts what is no real grapheme between its characters", () => {
		const endless = `👩${"\u200d👩".repeat(200)}`;
		for (let max = 200; max < 210; max++) {
			const cut = cutText(endless, max);
			expect(cut.isWellFormed()).toBe(true);
			expect([max, max - 1]).toContain(cut.length);
		}
	});

	it("closes a code fence that the cut left open", () => {
		const cut = cutText(`before\n\`\`\`\n${"x".repeat(100)}\n\`\`\``, 50);
		expect(cut).toMatch(/^before\n```\nx+…\n```$/);
		expect(cut).toHaveLength(50);
		// The mark takes the fence away, so there is none to close.
		expect(cutText(`${"x".repeat(15)}\`\`\`${"y".repeat(30)}`, 20)).toBe(`${"x".repeat(15)}…`);
		expect(cutText(`\`\`\`a\`\`\` ${"y".repeat(100)}`, 30).split("```")).toHaveLength(3);
	});

	it("takes 10 MB of anything, and one giant grapheme", () => {
		expect(cutText("z".repeat(10_000_000), 4096)).toHaveLength(4096);
		expect(cutText(`${" ".repeat(10_000_000)}late`, 4096)).toBe("late");
		expect(cutText(`a${"\u0301".repeat(100_000)}`, 256)).toHaveLength(256);
	});
});

describe("isEmbeddableUrl()", () => {
	it.each(["https://example.com", "http://a.b/c?d=e#f", "https://münchen.de/ä", "https://1.2.3.4:8080/x"])(
		"takes %s",
		(url) => expect(isEmbeddableUrl(url)).toBe(true),
	);
	it.each([
		"",
		"http://localhost",
		"http://grafana:3000",
		"ftp://a.b",
		"javascript:alert(1)",
		"/x",
		"https://a..b",
		"https://a b.c",
		`https://${"a".repeat(64)}.com`,
		`https://a.b/${"c".repeat(2048)}`,
		"https://a.b/\0",
		"https://a.b/\u0085",
		"https://a.b/\ud800",
		"https://a\ud800.b/",
		"https://a.b/\u202egnp.exe",
	])("refuses %s", (url) => expect(isEmbeddableUrl(url)).toBe(false));
	it("agrees with an independent validator wherever it says yes", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.webUrl(),
					text.map((part) => `https://${part}`),
					fc.string(),
				),
				(url) => {
					if (isEmbeddableUrl(url)) expect(findProblems({ embeds: [{ title: "a", url }] })).toEqual([]);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe("toUsername()", () => {
	it.each([
		["checkout", "checkout"],
		["My Discord Bot", "My disc*rd Bot"],
		["CLYDE", "cl*de"],
		["everyone", "(everyone)"],
		// Whatever Discord drops, it drops before it looks for the word.
		["dis\0cord", "disc*rd"],
		["cly\ud800de", "cl*de"],
		["he\0re", "(here)"],
		["  ", undefined],
	])("makes %j into %j", (given, name) => expect(toUsername(given)).toBe(name));
	it("is never refused", () => {
		fc.assert(
			fc.property(
				fc.oneof(text, fc.constantFrom("discord", "dis\ud800cord", "here", "@here", "Clyde dISCORD")),
				(given) => {
					const username = toUsername(given);
					if (username !== undefined) expect(findProblems({ username })).toEqual([]);
				},
			),
			{ numRuns: 1000 },
		);
	});
});
