import { describe, expect, it } from "vitest";
import { commandOf, KEYS } from "../../src/web/keyboard/keys.ts";
import { type MarkdownNode, parseMarkdown } from "../../src/web/markdown/parse.ts";
import { toAddress, toChannel } from "../../src/web/model/address.ts";
import { isAlive, titleOf } from "../../src/web/model/channels.ts";
import { toCurl } from "../../src/web/model/curl.ts";
import { explain, toField } from "../../src/web/model/explain.ts";
import { colourJson } from "../../src/web/ui/inspector/colour-json.ts";
import { excerptOf } from "../../src/web/ui/message/excerpt.ts";
import { layoutFields } from "../../src/web/ui/message/layout-fields.ts";
import { mergeEmbeds } from "../../src/web/ui/message/merge-embeds.ts";
import { partsOf } from "../../src/web/ui/message/parts-of.ts";
import { entryOf } from "./tell.ts";

describe("an embed's grid", () => {
	const fields = (...inline: boolean[]) => inline.map((is, index) => ({ name: `${index}`, value: "v", inline: is }));
	it("puts inline fields three to a row, or two beside a thumbnail, and fills each row", () => {
		const spans = (has: boolean, ...inline: boolean[]) => layoutFields(fields(...inline), has).map(({ span }) => span);
		expect(spans(false, true, true, true, true)).toEqual([4, 4, 4, 12]);
		expect(spans(true, true, true, true)).toEqual([6, 6, 12]);
		expect(spans(false, true, false, true, true)).toEqual([12, 12, 6, 6]);
	});
});

it("embeds with one URL are shown as one, with all images, as Discord does", () => {
	const url = "https://a.example";
	const [first, ...rest] = mergeEmbeds([
		{ url, title: "a", image: { url: "1" } },
		{ url, title: "b", image: { url: "2" } },
		{ title: "c" },
	]);
	expect(first).toMatchObject({ embed: { title: "a" }, images: ["1", "2"], swallowed: 1 });
	expect(rest).toMatchObject([{ embed: { title: "c" }, swallowed: 0 }]);
});

describe("markdown", () => {
	const types = (text: string, isInline = false): string[] => parseMarkdown(text, isInline).map(({ type }) => type);
	it("knows what Discord knows, in its places", () => {
		expect(types("# Report\n- one\n- two\n> quoted\n-# small\ntext")).toEqual([
			"heading",
			"list",
			"blockQuote",
			"subtext",
			"text",
		]);
		expect(types("<@123456789012345678> <t:1700000000:R> ||x||").filter((type) => type !== "text")).toEqual([
			"user",
			"timestamp",
			"spoiler",
		]);
	});

	it("has lists with depth and numbers, and markup within", () => {
		const [list] = parseMarkdown("- a **b**\n  - c\n1. d");
		const items = list?.content as readonly MarkdownNode[];
		expect(items.map(({ depth, mark }) => [depth, mark])).toEqual([
			[0, "•"],
			[1, "•"],
			[0, "1."],
		]);
		expect(JSON.stringify(items[0])).toContain('"strong"');
		expect(types("a - b")).not.toContain("list");
	});

	it("is only what fits into a line where a title or a name stands", () => {
		expect(types("# no heading", true)).not.toContain("heading");
		expect(types("**bold**", true)).toEqual(["strong"]);
	});

	it.each(["**_~~||`[<@".repeat(300), "> ".repeat(1000), "- ".repeat(1000), "\n".repeat(4000), "[](".repeat(900)])(
		"survives %#",
		(text) => expect(parseMarkdown(text).length).toBeGreaterThan(0),
	);
});

describe("a reason", () => {
	it("has Discord's code and the wait that was told", () => {
		expect(explain(entryOf(0, { status: 404, reason: "Unknown Webhook", code: 10015 }))).toBe(
			"Unknown Webhook (10015)",
		);
		const limited = { status: 429, reason: "limited (user)", responseHeaders: { "retry-after": "2" } };
		expect(explain(entryOf(0, limited))).toBe("limited (user) · retry after 2 s");
	});
	it("is words where a gateway answers in HTML, where a form has no message, and where nothing was said", () => {
		expect(explain(entryOf(0, { status: 502, reason: "<html><h1>502 Bad Gateway</h1></html>" }))).toBe(
			"502 Bad Gateway",
		);
		const problems = [{ path: ["content"], code: "X", message: "too long" }];
		expect(explain(entryOf(0, { status: 400, reason: "status 400", problems }))).toBe("Invalid Form Body");
		expect(explain(entryOf(0, { effect: "nothing" }))).toBe("answered as if stored, and was not");
	});
	it("names a field as a program would", () => {
		expect(toField(["embeds", "0", "fields", "12", "value"])).toBe("embeds[0].fields[12].value");
		expect(toField([])).toBe("body");
	});
});

it("JSON is cut into pieces that make up the whole", () => {
	const text = JSON.stringify({ a: 'x "y"', b: [1.5e3, true, null] }, null, 2);
	const parts = colourJson(text);
	expect(parts.map((part) => part.text).join("")).toBe(text);
	expect(parts.filter(({ kind }) => kind !== "plain").map(({ kind }) => kind)).toEqual([
		"key",
		"string",
		"key",
		"number",
		"word",
		"word",
	]);
	expect(colourJson("no json: 12")).toEqual([{ kind: "plain", text: "no json: 12" }]);
});

it("a refused body is known by its first words", () => {
	expect(excerptOf({ content: "hello", embeds: [{ title: "Disk" }, {}] })).toBe("Disk (and 1 more)");
	expect(excerptOf({ embeds: "nonsense", content: 7 })).toBe("");
	expect(excerptOf(undefined)).toBe("");
	expect(excerptOf({ embeds: [null] })).toBe("");
});

describe("a key", () => {
	const press = (key: string, on: "text" | "control" | "page" = "page", altKey = false) =>
		commandOf({ key, altKey, ctrlKey: false, metaKey: false, on });
	it("gives its command, except where text is typed", () => {
		expect([press("j"), press("ArrowDown"), press("ArrowDown", "page", true)]).toEqual([
			"next",
			"next",
			"next-channel",
		]);
		expect([press("j", "text"), press("Escape", "text")]).toEqual([undefined, "close"]);
		expect([press("Enter"), press("Enter", "control"), press("x")]).toEqual(["inspect", undefined, undefined]);
		expect(commandOf({ key: "f", altKey: false, ctrlKey: true, metaKey: false, on: "page" })).toBeUndefined();
	});
	it("scrolls where text is read, except Esc and letters", () => {
		const read = (key: string) => commandOf({ key, altKey: false, ctrlKey: false, metaKey: false, on: "reading" });
		expect(["ArrowDown", "Enter", "End", "Escape", "j"].map(read)).toEqual([
			undefined,
			undefined,
			undefined,
			"close",
			"next",
		]);
	});
	it("is listed in the help once", () => {
		const events = KEYS.flatMap(({ events }) => events ?? []);
		expect(new Set(events).size).toBe(events.length);
	});
});

describe("a command for the shell", () => {
	const webhook = { id: "1", token: "to-ken", channel: "alerts", channelId: "2", name: "a", isDeleted: false };
	it("makes the same request again, with the token that the ledger hides", () => {
		const entry = entryOf(0, { body: { content: "it's" } });
		expect(toCurl(entry, webhook, "http://127.0.0.1:4010")).toBe(
			`curl -H 'Content-Type: application/json' -d '{"content":"it'\\''s"}' 'http://127.0.0.1:4010/api/v10/webhooks/1/to-ken'`,
		);
		const patch = entryOf(0, { method: "PATCH", body: {}, path: "/x" });
		expect(toCurl(patch, undefined, "")).toBe("curl -H 'Content-Type: application/json' -X 'PATCH' -d '{}' '/x'");
		expect(toCurl(entryOf(0, { method: "GET", body: undefined, path: "/x" }), undefined, "")).toBe("curl '/x'");
	});
});

it("a webhook goes by its channel, and by its own name where there are several", () => {
	const [one, two] = ["1", "2"].map((id) => ({
		id,
		channel: "alerts",
		channelId: "9",
		name: `n${id}`,
		isDeleted: id === "1",
	}));
	expect(titleOf(one!, [one!])).toBe("#alerts");
	expect(titleOf(two!, [one!, two!])).toBe("#alerts · n2");
	expect([isAlive([one!], "alerts"), isAlive([one!, two!], "alerts")]).toEqual([false, true]);
});

it("an address names a channel, or every request, there and back", () => {
	for (const channel of ["alerts", "a & b/ü", undefined]) expect(toChannel(toAddress(channel))).toBe(channel);
	expect(toChannel("")).toBe("alerts");
});

it("components are known by their words, in order", () => {
	const button = { type: 2, label: "Open" };
	const container = { type: 17, components: [{ type: 10, content: "**a**" }, { type: 9, accessory: button }, 7] };
	expect(partsOf(container)).toEqual([
		{ text: "**a**", isText: true },
		{ text: "Open", isText: false },
	]);
});
