import { inspect } from "node:util";
import { SEVERITIES, severityLabel } from "@dat/core";
import { describe, expect, it } from "vitest";
import { LOOPBACK, parseApiBase } from "../../src/discord/api-base.ts";
import { embedSize, withoutUrls } from "../../src/discord/embed-size.ts";
import { flattenFieldErrors } from "../../src/discord/field-errors.ts";
import { parseMentionSetting, toMentionMessage } from "../../src/discord/mentions.ts";
import { parseNumber, parseRateLimitHeaders } from "../../src/discord/rate-limit-headers.ts";
import { readReply } from "../../src/discord/reply.ts";
import { isEmbeddableUrl } from "../../src/discord/url.ts";
import { toUsername } from "../../src/discord/username.ts";
import { parseWebhookUrl } from "../../src/discord/webhook-url.ts";

const ID = "1".repeat(18);
const TOKEN = "t".repeat(68);
const BAN_MS = 3_600_000;
const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	readReply(
		{ status, header: (name) => headers[name] ?? null, text: typeof body === "string" ? body : JSON.stringify(body) },
		BAN_MS,
	);

describe("loopback", () => {
	it.each([
		"http://localhost",
		"https://localhost:1",
		"HTTP://LOCALHOST:65535/x",
		"http://127.0.0.1",
		"http://127.255.10.100:80/",
		"http://[::1]:4010/api",
	])("is %s", (url) => expect(LOOPBACK.test(url)).toBe(true));

	it.each([
		"see http://localhost",
		"ftp://localhost",
		"http://localhost.evil.example",
		"http://localhost:123456",
		"http://localhost:",
		"http://127.0.0.1.evil.example",
		"http://127.0.0",
		"http://127.0.0.1234",
		"http://127.a.0.1",
		"http://[::1].evil.example",
		"http://128.0.0.1",
	])("is not %s", (url) => expect(LOOPBACK.test(url)).toBe(false));
});

describe("the API base", () => {
	it("is Discord's v10 unless another is given, without the slashes at its end", () => {
		expect(parseApiBase()).toBe("https://discord.com/api/v10");
		expect(parseApiBase("  HTTPS://proxy.example//  ")).toBe("HTTPS://proxy.example");
		expect(parseApiBase("http://localhost:4010/api")).toBe("http://localhost:4010/api");
		expect(parseApiBase("http://proxy.internal/a", true)).toBe("http://proxy.internal/a");
		expect(parseApiBase("https://proxy.example/http:")).toBe("https://proxy.example/http:");
	});

	it.each([
		["x https://a.b", "not an http(s) URL"],
		["https://a.b/c d", "not an http(s) URL"],
		["https://a.b/c#d", "not an http(s) URL"],
		["https://a@b.c/", "not an http(s) URL"],
		["https://", "not an http(s) URL"],
		["HTTP://proxy.internal", "plain http, which shows the token"],
	])("is not %s", (url, why) => expect(() => parseApiBase(url)).toThrow(why));
});

describe("what an answer is, at the bounds of its status", () => {
	it.each([
		[199, "failed"],
		[200, "ok"],
		[299, "ok"],
		[300, "failed"],
		[399, "failed"],
		[400, "rejected"],
		[499, "rejected"],
		[500, "failed"],
	])("is read of %i as %s", (status, kind) => expect(read(status, {}).kind).toBe(kind));

	it("keeps what Discord says, but for a secret, and tells its errors where they are", () => {
		const message = `refused https://discord.com/api/webhooks/${ID}/${TOKEN}`;
		const reply = read(400, { message, code: 50035, errors: { content: { _errors: [{ message: "no" }] } } });
		expect(reply).toMatchObject({ kind: "rejected", code: 50035, errors: [{ path: "content", message: "no" }] });
		expect(reply).toMatchObject({ message: expect.stringContaining("refused https://discord.com") });
		expect(JSON.stringify(reply)).not.toContain("tttt");
		expect(read(200, { content: message })).toMatchObject({ body: { content: message } });
		expect(read(400, { username: ["no"] })).toMatchObject({ errors: [{ path: "username", message: "no" }] });
		expect(read(400, "[")).toMatchObject({ kind: "rejected", message: "", errors: [] });
		expect(read(200, { id: "1" })).toMatchObject({ body: { id: "1" } });
		expect(read(200, "null")).toMatchObject({ body: undefined });
		expect(read(200, "7")).toMatchObject({ body: undefined });
	});

	it("is a ban of the address for a 403 that Discord itself did not write", () => {
		const ban = { kind: "limited", status: 403, waitMs: BAN_MS, scope: "ban", channelWide: false };
		expect(read(403, "<html>")).toMatchObject(ban);
		expect(read(403, { code: 0 })).toMatchObject(ban);
		expect([read(404, { code: 50027 }).kind, read(401, { code: 10015 }).kind]).toEqual(["rejected", "rejected"]);
	});
});

describe("how long a 429 asks to wait, at its bounds", () => {
	const wait = (body: unknown, headers: Record<string, string> = {}) => {
		const reply = read(429, body, headers);
		return reply.kind === "limited" ? [reply.waitMs, reply.scope, reply.channelWide] : [];
	};

	it("is what was told up to a day, and the ban pause for more", () => {
		expect(wait({ retry_after: 86_400 })).toEqual([86_400_000, "webhook", false]);
		expect(wait({ retry_after: 86_400.001 })).toEqual([BAN_MS, "webhook", false]);
		expect(wait({ retry_after: 0 }, { "retry-after": "3" })).toEqual([3000, "webhook", false]);
	});

	it("counts in milliseconds only what is near a thousand times Reset-After", () => {
		const after = (told: number, resetAfter: string) =>
			wait({ retry_after: told }, { "x-ratelimit-reset-after": resetAfter })[0];
		expect([after(1000, "1"), after(999, "1"), after(1000, "2"), after(2000, "1"), after(1999, "1")]).toEqual([
			1000, 999_000, 1_000_000, 2_000_000, 1999,
		]);
	});

	it.each([
		["error code: 1015", "ban"],
		["<HTML>", "ban"],
		["you are blocked from accessing", "ban"],
		["error 10150", "webhook"],
		["slow down", "webhook"],
	])("is read of %s as that of a %s", (text, scope) => expect(wait(text)[1]).toBe(scope));

	it("is no ban when Discord's own body tells a time", () => {
		expect(wait({ retry_after: 1, code: 0 })).toEqual([1000, "webhook", false]);
		expect(wait({ code: 0 })).toEqual([BAN_MS, "ban", false]);
		expect(wait(`${" ".repeat(2000)}<html>`)[1]).toBe("webhook");
	});

	it("is a second when nothing is told, and half of one for what makes no sense", () => {
		expect([wait("slow down")[0], wait({ retry_after: "soon" })[0]]).toEqual([1000, 500]);
		expect([wait({}, { "retry-after": "soon" })[0], wait("slow down", { "retry-after": "-1" })[0]]).toEqual([500, 500]);
	});

	it("is of everything from here when body or header says global, and of the channel when shared", () => {
		expect(wait({ retry_after: 1 }, { "x-ratelimit-scope": "global" })).toEqual([1000, "global", false]);
		expect(wait({ retry_after: 1, global: false }, { "x-ratelimit-scope": "shared" })).toEqual([
			...[1000, "webhook", true],
		]);
		expect(wait({ retry_after: 1 }, { "x-ratelimit-scope": "user" })).toEqual([1000, "webhook", false]);
	});
});

describe("rate-limit headers at their bounds", () => {
	const of = (...values: readonly string[]) => {
		const names = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset-after"];
		return parseRateLimitHeaders((name) => values[names.indexOf(name)] ?? null);
	};

	it("are read when all three make sense", () => {
		expect(of("1", "0", "0")).toEqual({ limit: 1, remaining: 0, resetAfterMs: 0 });
		expect(of("5", "4", "3600")).toEqual({ limit: 5, remaining: 4, resetAfterMs: 3_600_000 });
	});

	it.each([
		["0.5", "0", "1"],
		["5", "-1", "1"],
		["5", "4", "-0.1"],
		["5", "4", "3600.1"],
		["5", "4"],
		["5", "", "1"],
	])("are nothing with %s, %s and %s", (...values) => expect(of(...values)).toBeUndefined());
});

describe("numbers from outside", () => {
	it("are decimal text or numbers, and nothing else", () => {
		expect(["1.5", 2, "", "x", null, true, [3], Number.NaN].map(parseNumber)).toEqual([
			...[1.5, 2, undefined, undefined, undefined, undefined, undefined, undefined],
		]);
	});
});

describe("field errors of odd shapes", () => {
	it("are read as far as they say something", () => {
		expect(flattenFieldErrors(null)).toEqual([]);
		expect(flattenFieldErrors(7)).toEqual([]);
		expect(flattenFieldErrors({ message: 7 }, "a")).toEqual([{ path: "a", message: "7" }]);
		expect(flattenFieldErrors({ a: ["12"], b: ["12 a"], c: ["a 12"] })).toEqual([
			{ path: "a.12", message: "refused" },
			{ path: "b", message: "12 a" },
			{ path: "c", message: "a 12" },
		]);
		const wide = { _errors: Array.from({ length: 15 }, () => ({ message: "x" })) };
		expect(flattenFieldErrors({ a: wide, b: wide })).toHaveLength(20);
	});
});

describe("mentions at their bounds", () => {
	it("are at most forty of a kind", () => {
		const users = Array.from({ length: 50 }, (_, index) => ({ user: `${index}` }));
		expect(toMentionMessage(users).allowed.users).toHaveLength(40);
		expect(toMentionMessage(users).allowed).not.toHaveProperty("roles");
	});

	it.each([`x<@${ID}>`, `<@${ID}>x`, "<@1234567890123456>", "<@123456789012345678901>", `<@#${ID}>`, "@heres"])(
		"are not read of %s",
		(text) => expect(parseMentionSetting(text)).toBeUndefined(),
	);

	it("are read with a nickname's sign, and between any white space and commas", () => {
		expect(parseMentionSetting(`<@!${ID}>,,\n@everyone`)).toEqual([{ user: ID }, "everyone"]);
	});
});

describe("the size of an embed", () => {
	it("is that of all its words", () => {
		expect(embedSize({})).toBe(0);
		expect(
			embedSize({
				...{ title: "1", description: "22", footer: { text: "4444" }, author: { name: "88888888" }, url: "https://x" },
				fields: [
					{ name: "a".repeat(16), value: "b".repeat(32) },
					{ name: "c".repeat(64), value: "d".repeat(128) },
				],
			}),
		).toBe(255);
	});

	it("leaves an embed without its URLs something to show", () => {
		expect(withoutUrls({ image: { url: "https://x.y" } })).toEqual({ description: "\u200b" });
	});
});

describe("severities as people read them", () => {
	it("have a dot of their colour", () => {
		expect(SEVERITIES.map(severityLabel)).toEqual(["🔴 P0", "🟠 P1", "🟡 P2", "🟢 P3", "⚪ DEV"]);
	});
});

describe("URLs in an embed, at their bounds", () => {
	const [label, path] = ["a".repeat(63), `https://a.b/${"c".repeat(2036)}`];
	it.each([path, `https://${label}.${label}`, "https://u:p@a.b", "https://a.b:1", "https://a.b?c", "HTTPS://A.B#c"])(
		"take %s",
		(url) => expect(isEmbeddableUrl(url)).toBe(true),
	);
	it.each([
		`${path}c`,
		`https://a.${"b".repeat(64)}`,
		"https://a.b:",
		"https://a.b:123456",
		"xhttps://a.b",
		"https://a.b c",
	])("refuse %s", (url) => expect(isEmbeddableUrl(url)).toBe(false));
});

describe("names that Discord takes", () => {
	it.each([
		["@here", "(@here)"],
		["heres", "heres"],
		["there", "there"],
		["EVERYONE", "(EVERYONE)"],
		["a\nb\nc", "a b c"],
		["discorddiscord", "disc*rddisc*rd"],
		["x".repeat(81), `${"x".repeat(79)}…`],
	])("are made of %j: %j", (given, name) => expect(toUsername(given)).toBe(name));
});

describe("webhook URLs at their bounds", () => {
	const of = (id: string, token: string) => `https://discord.com/api/webhooks/${id}/${token}`;
	it("have ids of 17 to 20 digits and tokens of 60 to 120 characters", () => {
		for (const [id, token] of [
			["1".repeat(17), "t".repeat(60)],
			["1".repeat(20), "t".repeat(120)],
		] as const)
			expect(parseWebhookUrl(of(id, token)).id).toBe(id);
		for (const [id, token] of [
			["1".repeat(16), TOKEN],
			["1".repeat(21), TOKEN],
			[ID, "t".repeat(59)],
			[ID, "t".repeat(121)],
		] as const)
			expect(() => parseWebhookUrl(of(id, token))).toThrow("not a Discord webhook URL");
	});

	it.each([
		[" \n ", "it is empty"],
		["see https://discord.com/api/webhooks/1/x", "it does not begin with https://"],
		["http://discord.com/channels/1", "it has no /api/webhooks/ in its path"],
		[` https://discord.com/api/webhooks/1/${TOKEN}`, "its id is not 17 to 20 digits"],
		[` < https://discord.com/api/webhooks/1/${TOKEN}>`, "its id is not 17 to 20 digits"],
		[`<${of(ID, TOKEN)}>x`, "its token is not 60 to 120"],
		[`x${of(ID, TOKEN)}`, "it does not begin with https://"],
		[`http://evil.example/api/webhooks/${ID}/${TOKEN}`, "its host is not Discord's"],
	])("say of %j that %s, and what to do", (text, why) => {
		expect(() => parseWebhookUrl(text)).toThrow(new RegExp(`${why}.*; copy the webhook URL from Discord`));
	});

	it("give their thread wherever it stands in the query, and nothing like one", () => {
		const thread = "2".repeat(18);
		expect(parseWebhookUrl(`${of(ID, TOKEN)}?wait=true&thread_id=${thread}&a=b`).threadId).toBe(thread);
		for (const query of [`?xthread_id=${thread}`, `?thread_id=${thread}x`, "?thread_id=1", "?a"])
			expect(parseWebhookUrl(of(ID, TOKEN) + query).threadId).toBeUndefined();
	});

	it("are Discord's only with its host, whole", () => {
		for (const host of ["ptb.discord.com", "canary.discordapp.com", "discord.com:443"])
			expect(parseWebhookUrl(`https://${host}/api/webhooks/${ID}/${TOKEN}`).isDiscord).toBe(true);
		for (const host of ["evil.discord.com", "notdiscord.com", "discord.com.evil.example", "discord.com:444"])
			expect(() => parseWebhookUrl(`https://${host}/api/webhooks/${ID}/${TOKEN}`)).toThrow("host is not Discord's");
	});

	it("may lie at the base that is set, and stand for themselves as a name without a secret", () => {
		const url = `https://proxy.example/api/webhooks/${ID}/${TOKEN}`;
		const webhook = parseWebhookUrl(url, { apiBase: "https://proxy.example/api" });
		expect(webhook.executeUrl({})).toBe(url);
		expect(webhook.messageUrl("4", { threadId: "3", wait: false })).toBe(`${url}/messages/4?thread_id=3`);
		expect([webhook.toJSON(), webhook.toString(), Object.keys(webhook).includes("url")]).toEqual([
			...[`[webhook ${ID}]`, `[webhook ${ID}]`, false],
		]);
		const behind = parseWebhookUrl(url, { apiBase: "https://proxy.example/api/https://discord.com" });
		expect([webhook.isDiscord, behind.isDiscord]).toEqual([false, false]);
		expect(inspect(webhook)).toBe(`[webhook ${ID}]`);
		expect(() => parseWebhookUrl(`http://discord.com/api/webhooks/${ID}/${TOKEN}`)).toThrow("it is plain http;");
	});
});
