import { inspect } from "node:util";
import { isDatError, parseWebhookUrl } from "@dat/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const ID = "1".repeat(18);
const TOKEN = `${"aB3_-".repeat(13)}xyz`;
const V10 = `https://discord.com/api/v10/webhooks/${ID}/${TOKEN}`;

describe("parseWebhookUrl()", () => {
	it.each([
		`https://discord.com/api/webhooks/${ID}/${TOKEN}`,
		`https://discord.com/api/v6/webhooks/${ID}/${TOKEN}`,
		`https://DISCORD.com/api/v10/webhooks/${ID}/${TOKEN}/`,
		`https://discordapp.com/api/webhooks/${ID}/${TOKEN}`,
		`https://ptb.discord.com/api/webhooks/${ID}/${TOKEN}`,
		`https://canary.discord.com/api/webhooks/${ID}/${TOKEN}/slack`,
		`https://discord.com/api/webhooks/${ID}/${TOKEN}/github?wait=true`,
		`  <https://discord.com/api/webhooks/${ID}/${TOKEN}>\n`,
	])("sends %s to v10", (url) => {
		expect(parseWebhookUrl(url).executeUrl({})).toBe(V10);
	});

	it("keeps a thread, adds wait, and knows message URLs", () => {
		const webhook = parseWebhookUrl(`${V10}?thread_id=${"2".repeat(18)}`);
		expect(webhook.threadId).toBe("2".repeat(18));
		expect(webhook.executeUrl({ wait: true, threadId: "3" })).toBe(`${V10}?wait=true&thread_id=3`);
		expect(webhook.messageUrl("4", {})).toBe(`${V10}/messages/4`);
	});

	it("lets loopback be its own base, and the base be another", () => {
		expect(parseWebhookUrl(`http://127.0.0.1:4010/api/webhooks/${ID}/${TOKEN}`)).toMatchObject({
			url: `http://127.0.0.1:4010/api/webhooks/${ID}/${TOKEN}`,
			isDiscord: false,
		});
		expect(parseWebhookUrl(V10, { apiBase: "https://proxy.example.com/api/v10/" }).url).toBe(
			`https://proxy.example.com/api/v10/webhooks/${ID}/${TOKEN}`,
		);
		expect(parseWebhookUrl(V10, { apiBase: "http://proxy.internal/api", allowHttp: true }).isDiscord).toBe(false);
		expect(parseWebhookUrl(V10).isDiscord).toBe(true);
	});

	it.each([
		["", "it is empty"],
		["discord.com/api/webhooks/1/2", "does not begin with https://"],
		[`http://discord.com/api/webhooks/${ID}/${TOKEN}`, "plain http"],
		[`https://discord.com.evil.example/api/webhooks/${ID}/${TOKEN}`, "host is not Discord's"],
		[`https://user:pw@discord.com/api/webhooks/${ID}/${TOKEN}`, "not a Discord webhook URL"],
		["https://discord.com/channels/1/2", "no /api/webhooks/"],
		[`https://discord.com/api/webhooks/12/${TOKEN}`, "id is not 17 to 20 digits"],
		[`https://discord.com/api/webhooks/${ID}/${TOKEN.slice(0, 20)}`, "token is not 60 to 120"],
	])("refuses %s and says why", (url, why) => {
		try {
			parseWebhookUrl(url);
			expect.unreachable();
		} catch (error) {
			expect(isDatError(error) && error.code).toBe("DAT_INVALID_WEBHOOK_URL");
			expect(String(error)).toContain(why);
			expect(String(error)).not.toContain(TOKEN.slice(0, 12));
		}
	});

	it("shows its token to nobody who prints or serialises it", () => {
		const webhook = parseWebhookUrl(V10);
		const shown = [
			String(webhook),
			`${webhook}`,
			JSON.stringify({ webhook }),
			inspect(webhook),
			inspect({ a: [webhook] }, { depth: 9 }),
			inspect(webhook, { customInspect: false, showHidden: true, depth: 9 }),
			JSON.stringify(Object.entries(webhook)),
			inspect(new Error("x", { cause: webhook })),
		];
		for (const text of shown) expect(text).not.toContain(TOKEN.slice(0, 12));
		expect(String(webhook)).toBe(`[webhook ${ID}]`);
	});

	it.each(["ftp://a", "https://a.b/?q", "http://proxy.internal/api"])("refuses the base %s", (apiBase) => {
		expect(() => parseWebhookUrl(V10, { apiBase })).toThrow(/DAT_INVALID_OPTION: apiBase .*write/);
	});

	it("reads or refuses anything, tells its token to nobody, and sends it nowhere but to Discord or loopback", () => {
		const part = fc.constantFrom(
			...[
				"https://",
				"http://",
				"discord.com",
				"discordapp.com",
				"127.0.0.1:4010",
				"[::1]",
				"evil.example",
				"@",
				":",
				"#",
			],
			...[
				"/api",
				"/v10",
				"/v99",
				"/webhooks/",
				ID,
				"12",
				TOKEN,
				TOKEN.slice(0, 30),
				"/slack",
				"?wait=true",
				"/",
				".",
				"\\",
				"%2f",
				" ",
			],
		);
		const noise = fc.oneof(
			fc.array(part, { maxLength: 14 }).map((parts) => parts.join("")),
			fc
				.tuple(
					fc.constantFrom(V10, V10.replace("discord", "127.0.0.1")),
					fc.nat(120),
					fc.string({ unit: "binary", maxLength: 3 }),
				)
				.map(([url, at, text]) => url.slice(0, at) + text + url.slice(at)),
		);
		fc.assert(
			fc.property(noise, (text) => {
				try {
					const webhook = parseWebhookUrl(text);
					const { protocol, hostname, username, password } = new URL(webhook.executeUrl({ wait: true }));
					expect([username, password]).toEqual(["", ""]);
					const isHere = /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(hostname);
					expect(isHere || (protocol === "https:" && hostname === "discord.com"), text).toBe(true);
					expect(inspect(webhook) + JSON.stringify(webhook)).not.toContain(TOKEN.slice(0, 12));
				} catch (error) {
					expect(isDatError(error), `${text}: ${error}`).toBe(true);
					expect(String(error)).not.toContain(TOKEN.slice(0, 12));
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
