import { findProblems } from "@dat/sandbox";
import { describe, expect, it } from "vitest";

const x = (length: number): string => "x".repeat(length);
const embed = (part: object): object => ({ embeds: [part] });
const field = (name: string, value: string): object => embed({ fields: [{ name, value }] });
const codes = (body: unknown): string[] => findProblems(body).map(({ path, code }) => `${path.join(".")} ${code}`);

describe("limits", () => {
	it.each<[string, (length: number) => object, number]>([
		["content", (length) => ({ content: x(length) }), 2000],
		["embeds.0.title", (length) => embed({ title: x(length) }), 256],
		["embeds.0.description", (length) => embed({ description: x(length) }), 4096],
		["embeds.0.footer.text", (length) => embed({ footer: { text: x(length) } }), 2048],
		["embeds.0.author.name", (length) => embed({ author: { name: x(length) } }), 256],
		["embeds.0.fields.0.name", (length) => field(x(length), "v"), 256],
		["embeds.0.fields.0.value", (length) => field("n", x(length)), 1024],
		["embeds.0.fields", (length) => embed({ fields: Array.from({ length }, () => ({ name: "n", value: "v" })) }), 25],
		["embeds", (length) => ({ embeds: Array.from({ length }, () => ({ title: "t" })) }), 10],
		["thread_name", (length) => ({ thread_name: x(length) }), 100],
		[
			"allowed_mentions.users",
			(length) => ({ allowed_mentions: { users: Array.from({ length }, (_, index) => `${index + 1}`) } }),
			100,
		],
	])("[E10] %s holds at its limit and breaks one above it", (path, make, max) => {
		expect(codes(make(max))).toEqual([]);
		expect(codes(make(max + 1))).toEqual([`${path} BASE_TYPE_MAX_LENGTH`]);
	});

	it("[E9] count code points, after Python's strip", () => {
		expect(codes({ content: `\u00a0\u001c${"🧨".repeat(2000)}\u0085` })).toEqual([]);
		expect(codes({ content: "🧨".repeat(2001) })).toEqual(["content BASE_TYPE_MAX_LENGTH"]);
		expect(codes({ content: `\u200b${x(2000)}` })).toEqual(["content BASE_TYPE_MAX_LENGTH"]);
	});

	it("[E10] sum 6000 characters over all embeds", () => {
		const body = (last: number): object => ({ embeds: [{ description: x(4096) }, { description: x(last) }] });
		expect(codes(body(1904))).toEqual([]);
		expect(codes(body(1905))).toEqual(["embeds MAX_EMBED_SIZE_EXCEEDED"]);
	});
});

describe("embeds", () => {
	it.each<[object, string[]]>([
		[{}, ["embeds.0 LIST_ITEM_VALUE_REQUIRED"]],
		[{ unknown: 1 }, []],
		[{ fields: [{ name: "n" }] }, ["embeds.0.fields.0.value BASE_TYPE_REQUIRED"]],
		[{ fields: [{ name: "", value: "" }] }, []],
		[{ color: 16_777_215 }, []],
		[{ color: "255" }, []],
		[{ color: 16_777_216 }, ["embeds.0.color NUMBER_TYPE_MAX"]],
		[{ color: -1 }, ["embeds.0.color NUMBER_TYPE_MIN"]],
		[{ color: "red" }, ["embeds.0.color NUMBER_TYPE_COERCE"]],
		[{ timestamp: "2026-01-01T00:00:00Z" }, []],
		[{ timestamp: 1_750_000_000 }, ["embeds.0.timestamp DATE_TIME_TYPE_PARSE"]],
		[{ url: "https://example.com/a?b#c" }, []],
		[{ url: "http://grafana:3000" }, ["embeds.0.url URL_TYPE_INVALID_URL"]],
		[{ url: "relative" }, ["embeds.0.url URL_TYPE_INVALID_URL"]],
		[{ url: "javascript:alert(1)" }, ["embeds.0.url URL_TYPE_INVALID_SCHEME"]],
		[{ url: `https://${x(64)}.com` }, ["embeds.0.url URL_TYPE_INVALID_URL"]],
		[{ image: { url: "attachment://a.png" } }, ["embeds.0.image.url ATTACHMENT_NOT_FOUND"]],
	])("[E11][E12][E13][E14] %j", (part, expected) => {
		expect(codes({ embeds: [part] })).toEqual(expected);
	});

	it("may show an uploaded file", () => {
		expect(findProblems({ embeds: [{ image: { url: "attachment://a.png" } }] }, ["a.png"])).toEqual([]);
	});
});

describe("names and mentions", () => {
	it.each<[object, string[]]>([
		[{ username: "" }, ["username BASE_TYPE_BAD_LENGTH"]],
		[{ username: x(81) }, ["username BASE_TYPE_BAD_LENGTH"]],
		[{ username: "my DisCord bot" }, ["username USERNAME_INVALID_CONTAINS"]],
		[{ username: "here" }, ["username USERNAME_INVALID"]],
		[
			{ allowed_mentions: { parse: ["users"], users: ["1"] } },
			["allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"],
		],
		[{ allowed_mentions: { parse: ["users"], users: [] } }, []],
		[{ allowed_mentions: { parse: ["nobody"] } }, ["allowed_mentions.parse.0 BASE_TYPE_CHOICES"]],
		[{ allowed_mentions: { roles: ["1", "1"] } }, ["allowed_mentions.roles.1 SET_TYPE_ALREADY_CONTAINS_VALUE"]],
	])("[E15][E16] %j", (body, expected) => {
		expect(codes(body)).toEqual(expected);
	});

	it("[E10] are all reported at once", () => {
		expect(codes({ content: x(2001), username: "clyde", embeds: [{ title: x(257), color: -1 }] })).toHaveLength(4);
	});
});
