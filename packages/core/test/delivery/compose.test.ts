import { createVirtualClock, fixedRandom, scriptedFetch } from "@dat/core/testing";
import { describe, expect, it } from "vitest";
import { composeRequest, countTogether } from "../../src/delivery/compose.ts";
import { createEntry, type NewEntry } from "../../src/delivery/entry.ts";
import { parseWebhookUrl } from "../../src/discord/webhook-url.ts";

const entry = (more: Partial<NewEntry> = {}) =>
	createEntry({
		...{ id: "a", purpose: "alert", severity: "P2", channel: "info", embed: { title: "t" }, expiresAtMs: 1 },
		...{ onSettled: () => {}, ...more },
	});
const webhook = parseWebhookUrl(`https://discord.com/api/webhooks/174109840998400001/${"t".repeat(68)}`);
const platform = { fetch: scriptedFetch(), clock: createVirtualClock(), random: fixedRandom(0.5) };
const compose = (...[first, ...others]: readonly NewEntry[]) => {
	const identity = { username: "checkout", avatarUrl: "https://example.com/a.png" };
	return composeRequest([createEntry(first!), ...others.map(createEntry)], webhook, { identity, platform });
};
const bodyOf = ({ body }: ReturnType<typeof compose>) => JSON.parse(String(body)) as Record<string, unknown>;

describe("which entries share a message", () => {
	it("are those that are alike", () => {
		expect(countTogether([entry(), entry(), entry({ severity: "P3" }), entry({ severity: "DEV" })], true)).toBe(4);
		expect(countTogether([entry(), entry()], false)).toBe(1);
		expect([countTogether([], true), countTogether([], false)]).toEqual([0, 0]);
	});

	it.each<[string, Partial<NewEntry>]>([
		["a mention", { mention: ["here"] }],
		["a thread", { thread: { id: "1" } }],
		["no push", { silent: true }],
		["a higher severity", { severity: "P1" }],
	])("are not those that differ by %s, but those that agree in it", (_, more) => {
		expect(countTogether([entry(), entry(more)], true)).toBe(1);
		expect(countTogether([entry(more), entry()], true)).toBe(1);
		expect(countTogether([entry(more), entry(more)], true)).toBe(2);
	});

	it.each<[string, Partial<NewEntry>]>([
		["files", { files: [{ name: "a", data: "b" }] }],
		["a forum post of its own", { thread: { name: "post" } }],
	])("are never those with %s", (_, more) => {
		expect(countTogether([entry(more), entry(more)], true)).toBe(1);
	});

	it("are not those that differ by what they lack, by the channel they stand in for, or that go alone", () => {
		const [lacking, via, alone] = [entry(), entry(), entry()];
		lacking.without = new Set(["files", "urls"]);
		via.via = "alerts";
		alone.isAlone = true;
		for (const other of [lacking, via, alone]) expect(countTogether([entry(), other], true)).toBe(1);
		expect(countTogether([alone, entry()], true)).toBe(1);
	});

	it("are as many audit lines as fit a description, whether alerts share or not", () => {
		const line = () => entry({ purpose: "audit", line: "x".repeat(1000) });
		expect(countTogether([line(), line(), line(), line(), line()], false)).toBe(4);
	});
});

describe("the request that carries them", () => {
	it("asks for the message's id only when somebody waits for it, or for a P0", () => {
		expect(compose(entry()).url).not.toContain("wait");
		expect(compose(entry(), entry({ isAwaited: true })).url).toContain("?wait=true");
		expect(compose(entry({ severity: "P0" })).url).toContain("?wait=true");
	});

	it("goes into the thread it names, or opens a post", () => {
		expect(compose(entry({ thread: { id: "123456789012345678" } })).url).toContain("thread_id=123456789012345678");
		const post = compose(entry({ thread: { name: "post" } }));
		expect([post.url.includes("thread_id"), bodyOf(post)["thread_name"]]).toEqual([false, "post"]);
	});

	it("says who speaks, and holds an embed for each alert or one for all audit lines", () => {
		const request = compose(entry(), entry({ embed: { title: "u" } }));
		expect(request).toMatchObject({ method: "POST", contentType: "application/json" });
		expect(bodyOf(request)).toEqual({
			username: "checkout",
			avatar_url: "https://example.com/a.png",
			embeds: [{ title: "t" }, { title: "u" }],
			allowed_mentions: { parse: [] },
		});
		const lines = compose(entry({ purpose: "audit", line: "a" }), entry({ purpose: "audit", line: "b" }));
		expect(bodyOf(lines)["embeds"]).toEqual([{ description: "a\nb", color: 0xffffff }]);
	});

	it("attaches files until they are left out", () => {
		const files = [{ name: "a.txt", data: "hello" }];
		const attached = entry({ files });
		const send = () =>
			composeRequest([attached], webhook, { identity: { username: undefined, avatarUrl: undefined }, platform });
		expect(send().contentType).toContain("multipart/form-data");
		attached.without = new Set(["files"]);
		expect(send().contentType).toBe("application/json");
		expect(bodyOf(send())).not.toHaveProperty("attachments");
	});
});
