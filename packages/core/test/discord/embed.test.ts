import { type Alert, buildEmbed, COLORS, colorFor, LIMITS, redactSecrets, SEVERITIES, severityLabel } from "@dat/core";
import { findProblems } from "@dat/sandbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readContent } from "../../src/alert/read-content.ts";
import { readHead } from "../../src/alert/read-head.ts";
import { renderEmbed } from "../../src/discord/embed.ts";
import { embedSize } from "../../src/discord/embed-size.ts";

const SECRET = `AKIA${"A1B2".repeat(4)}`;

/** Text that has broken other clients: lone surrogates, NUL, joiners, right-to-left, zero width, fences, white space. */
const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 400 }),
	fc
		.array(
			fc.constantFrom(
				"\ud83d",
				"\udc68",
				"👨‍👩‍👧‍👦",
				"\0",
				"\u200d",
				"\u202e",
				"\u200b",
				"```",
				"`",
				" ",
				"\u00a0",
				"\u0085",
				"\n",
				"é",
				"e\u0301",
				"@everyone",
				"x",
			),
			{ maxLength: 400 },
		)
		.map((parts) => parts.join("")),
	fc
		.tuple(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }), fc.integer({ min: 1, max: 3000 }))
		.map(([part, times]) => part.repeat(times)),
);
const alert = fc.record(
	{
		severity: fc.constantFrom(...SEVERITIES),
		title: text,
		description: text,
		fields: fc.oneof(
			fc.dictionary(text, fc.anything()),
			fc.array(fc.record({ name: text, value: text, inline: fc.boolean() }), { maxLength: 40 }),
		),
		error: fc.oneof(
			text.map((message) => new Error(message, { cause: new TypeError(message) })),
			fc.anything(),
		),
		url: fc.oneof(text, fc.webUrl()),
		footer: text,
		author: fc.oneof(text, fc.record({ name: text, url: text, iconUrl: fc.webUrl() })),
		image: fc.oneof(text, fc.webUrl()),
		timestamp: fc.oneof(fc.date(), text),
	},
	{ requiredKeys: ["severity"] },
);

describe("buildEmbed()", () => {
	it("makes an embed that Discord takes, whatever goes in", () => {
		fc.assert(
			fc.property(alert, (given) => {
				const embed = buildEmbed(given as never, { nowMs: 0 });
				expect(findProblems({ embeds: [embed] })).toEqual([]);
				JSON.stringify(embed, (_, value) => {
					if (typeof value === "string") expect(value.isWellFormed()).toBe(true);
					return value;
				});
				expect(embed.title).toBeTruthy();
				for (const field of embed.fields ?? []) expect(field.name && field.value).toBeTruthy();
			}),
			{ numRuns: 1500 },
		);
	});

	it("takes anything at all without throwing", () => {
		fc.assert(
			fc.property(
				fc.anything({ withProxy: true } as never),
				(given) => void expect(findProblems({ embeds: [buildEmbed(given as never)] })).toEqual([]),
			),
			{ numRuns: 500 },
		);
	});

	it("keeps to UTF-16 units, which never are fewer than the code points Discord is said to count", () => {
		const embed = buildEmbed({ severity: "P2", title: "🧨".repeat(300), description: "🧨".repeat(5000) });
		expect(embed.title!.length).toBeLessThanOrEqual(LIMITS.title);
		expect(embed.description!.length).toBeLessThanOrEqual(LIMITS.description);
	});

	it("says severity in the title, colours the bar and keeps fields in order", () => {
		const embed = buildEmbed({
			severity: "P2",
			title: "Disk full",
			fields: { b: 1, a: true, when: new Date(0), nothing: null, list: [1, "x"] },
		});
		expect(embed).toEqual({
			title: "🟡 P2 · Disk full",
			color: 0xffcc00,
			fields: [
				{ name: "b", value: "1" },
				{ name: "a", value: "true" },
				{ name: "when", value: '"1970-01-01T00:00:00.000Z"' },
				{ name: "nothing", value: "null" },
				{ name: "list", value: '[1,"x"]' },
			],
		});
	});

	it("cuts nothing that fits, and one character too many with a mark", () => {
		const of = (description: string, footer: string): (string | undefined)[] => {
			const embed = buildEmbed({ severity: "P2", title: "a", description, footer });
			return [embed.description, embed.footer?.text];
		};
		expect(of("d".repeat(4096), "short")).toEqual(["d".repeat(4096), "short"]);
		expect(of("d".repeat(4097), "short")).toEqual([`${"d".repeat(4095)}…`, "short"]);
		expect(of("short", "f".repeat(2048))).toEqual(["short", "f".repeat(2048)]);
		expect(of("short", "f".repeat(2049))).toEqual(["short", `${"f".repeat(2047)}…`]);
	});

	it("says what it left out", () => {
		const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, "v"]));
		expect(buildEmbed({ severity: "P2", title: "a", fields: many, footer: "checkout" })).toMatchObject({
			footer: { text: "checkout · 9975 fields left out" },
		});
		const long = Array.from({ length: 25 }, (_, index) => ({ name: `n${index}`, value: "v".repeat(1024) }));
		const embed = buildEmbed({ severity: "P2", title: "a", description: "d".repeat(5000), fields: long });
		expect(embed.footer?.text).toMatch(/^\d+ fields too long to show$/);
		const footed = buildEmbed({ severity: "P2", title: "a", footer: "f".repeat(2048), fields: long });
		expect(footed.footer?.text).toMatch(/^f{2007}… · \d+ fields too long to show$/);
		expect(embed.description!.length).toBeGreaterThan(250);
	});

	// An empty URL costs the whole message; found by test/outside/every-message.test.ts.
	it("leaves out a URL of which scrubbing left nothing", () => {
		const address = {
			severity: "P1",
			title: "a",
			channel: undefined,
			notes: [],
			trade: false,
			key: "a",
			fields: [],
			trace: "",
		} as const;
		const urls = { url: "", image: "", thumbnail: "", author: { name: "b", url: "", iconUrl: "" } };
		const embed = renderEmbed({ ...address, ...urls, description: "", footer: undefined, timestampMs: undefined });
		expect(embed).toEqual({ title: expect.any(String), color: COLORS.P1, author: { name: "b" } });
	});

	it.each<[string, Partial<Alert>]>([
		["the title", { title: SECRET }],
		["the description", { description: SECRET }],
		["a field", { fields: { [SECRET]: 1, a: SECRET } }],
		["the footer", { footer: SECRET }],
		["a URL", { url: `https://${SECRET}/`, image: `https://${SECRET}.example/` }],
		["the author", { author: { name: SECRET, url: SECRET, iconUrl: `https://a.b/${SECRET}` } }],
		["the stack", { error: new Error(SECRET) }],
		["what is noted", { severity: SECRET as "P1" }],
	])("takes a secret out of %s", (_, alert) => {
		const head = readHead({ severity: "P1", title: "a", ...alert });
		if ("invalid" in head) throw new Error(head.invalid);
		const shown = JSON.stringify(renderEmbed(readContent(alert, head), redactSecrets));
		expect(shown).toContain("[redacted]");
		expect(shown).not.toContain(SECRET);
	});

	it("shares its 6000 characters out: the description keeps 300, the first fields come whole, the rest is told", () => {
		const wide = Array.from({ length: 3 }, () => ({ name: "ww", value: "x".repeat(998) }));
		const small = Array.from({ length: 20 }, () => ({ name: "ss", value: "y".repeat(35) }));
		const embed = buildEmbed({
			severity: "P1",
			title: "t".repeat(300),
			author: { name: "a".repeat(256) },
			footer: "f".repeat(2000),
			description: "d".repeat(200),
			error: Object.assign(new Error("e"), { stack: "s".repeat(9000) }),
			fields: [...wide, ...small],
		});
		// 6000 less title, author, footer, description and the note: room for three and, to the last character, four more.
		expect(embed.fields).toHaveLength(7);
		expect(embed.footer?.text).toBe(`${"f".repeat(2000)} · 16 fields too long to show`);
		expect(embed.description).toHaveLength(311);
		expect(embedSize(embed)).toBe(6000);
	});

	it("cuts a description before it cuts the stack, down to a half", () => {
		const of = (stack: string) =>
			buildEmbed({
				severity: "P1",
				title: "a",
				description: "d".repeat(4000),
				error: Object.assign(new Error("e"), { stack }),
			}).description ?? "";
		const short = of("s".repeat(500));
		expect(short).toHaveLength(4096);
		expect(short).toMatch(/^d+…\n```\n(?:.*\n)?s{500}\n```$/);
		expect(of("s".repeat(9000))).toMatch(/^d{2047}…\n```\n(?:.*\n)?s+…\n```$/);
	});

	it("keeps what is inline so, and has words for no title", () => {
		const embed = buildEmbed({
			severity: "P1",
			title: " ",
			fields: [
				{ name: "a", value: "1", inline: true },
				{ name: "b", value: "2" },
			],
		});
		expect(embed.title).toBe("🟠 P1 · (no title)");
		expect(embed.fields).toStrictEqual([
			{ name: "a", value: "1", inline: true },
			{ name: "b", value: "2" },
		]);
	});

	it("shows URLs that Discord refuses as text, and others where they belong", () => {
		const embed = buildEmbed({
			severity: "P2",
			title: "a",
			url: "http://grafana:3000/d/1",
			image: "https://example.com/a.png",
		});
		expect(embed.url).toBeUndefined();
		expect(embed.description).toBe("http://grafana:3000/d/1");
		expect(embed.image).toEqual({ url: "https://example.com/a.png" });
		const both = buildEmbed({ severity: "P2", title: "a", description: "why", url: "http://grafana:3000/d/1" });
		expect(both.description).toBe("why\nhttp://grafana:3000/d/1");
	});

	it("shows an error with its cause chain in a code block that nothing in it can close", () => {
		const cause = new RangeError("inner ``` @everyone");
		const { description = "" } = buildEmbed({
			severity: "P1",
			title: "a",
			description: "before",
			error: new Error("outer", { cause }),
		});
		expect(description).toMatch(/^before\n```\nError: outer\n {4}at /);
		expect(description).toContain("Caused by: RangeError: inner `\u200b`\u200b` @everyone");
		expect(description.split("```")).toHaveLength(3);
		expect(description.endsWith("```")).toBe(true);
	});

	it("closes a code fence that the description left open, so that the stack stays in its own", () => {
		const error = { name: "Error", message: "boom", stack: "at x" };
		const { description } = buildEmbed({ severity: "P1", title: "a", description: "see\n```js\nfoo", error });
		expect(description).toMatch(/^see\n```js\nfoo\n```\n```\n[^`]+\n```$/);
		expect(buildEmbed({ severity: "P1", title: "a", description: "```js\nfoo" }).description).toBe("```js\nfoo\n```");
	});

	it("has a timestamp only when it knows one", () => {
		expect(buildEmbed({ severity: "P2", title: "a" }).timestamp).toBeUndefined();
		expect(buildEmbed({ severity: "P2", title: "a", timestamp: "2026-01-01T00:00:00+01:00" }).timestamp).toBe(
			"2025-12-31T23:00:00.000Z",
		);
		expect(buildEmbed({ severity: "P2", title: "a" }, { nowMs: 0 }).timestamp).toBe("1970-01-01T00:00:00.000Z");
		expect(buildEmbed({ severity: "P2", title: "a" }, { nowMs: 1 }).timestamp).toBe("1970-01-01T00:00:00.001Z");
		for (const nowMs of [Number.NaN, Number.POSITIVE_INFINITY, 1e15, -1e15])
			expect(buildEmbed({ severity: "P2", title: "a" }, { nowMs }).timestamp).toBeUndefined();
	});
});

it("colours and labels every severity", () => {
	expect(SEVERITIES.map((severity) => colorFor(severity))).toEqual([0xff0000, 0xff8800, 0xffcc00, 0x00cc66, 0x808080]);
	expect([colorFor("P3", true), colorFor("P0", true), COLORS.audit]).toEqual([0x3399ff, 0xff0000, 0xffffff]);
	expect(SEVERITIES.map(severityLabel).every((label, index) => label.endsWith(SEVERITIES[index]!))).toBe(true);
});
