import { createWebhookClient, type WebhookClient } from "@dat/core";
import { createVirtualClock, fixedRandom, scriptedFetch, type VirtualClock } from "@dat/core/testing";
import { createSandbox, FAULTS, type Sandbox, type WebhookHandle } from "@dat/sandbox";
import { describe, expect, it } from "vitest";

const WEBHOOK = `https://discord.com/api/webhooks/174109840998400001/${"t".repeat(68)}`;

function setup(): { client: WebhookClient; sandbox: Sandbox; clock: VirtualClock; webhook: WebhookHandle } {
	const clock = createVirtualClock();
	const sandbox = createSandbox({ now: clock.elapsed });
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const client = createWebhookClient(webhook.url("https://discord.com"), {
		fetch: sandbox.fetch,
		clock,
		random: fixedRandom(0.5),
	});
	return { client, sandbox, clock, webhook };
}

describe("createWebhookClient()", () => {
	it("executes, gets, edits and deletes, and pings nobody unless told", async () => {
		const { client, sandbox, clock } = setup();
		const [sent] = await Promise.all([
			client.execute({ content: "deploying @everyone" }, { wait: true }),
			clock.advance(1),
		]);
		const id = sent.ok ? (sent.body as { id: string }).id : "";
		expect(sandbox.messages()[0]?.notified.everyone).toBe(false);
		expect(await client.get()).toMatchObject({ ok: true, body: { name: "Sandbox" } });
		expect(await client.edit(id, { content: "deployed" })).toMatchObject({ ok: true, body: { content: "deployed" } });
		expect(await client.get(id)).toMatchObject({ ok: true, body: { content: "deployed" } });
		expect(await client.delete(id)).toMatchObject({ ok: true, status: 204 });
		expect(await client.get(id)).toMatchObject({ ok: false, reason: "rejected", discordCode: 10008 });
	});

	it("waits for what Discord told and retries what failed, one call after the other", async () => {
		const { client, sandbox, clock, webhook } = setup();
		sandbox.script(webhook.id, FAULTS.limited, FAULTS.unavailable);
		const calls = Promise.all([client.execute({ content: "a" }), client.execute({ content: "b" })]);
		await clock.advance(5000);
		expect((await calls).map(({ ok }) => ok)).toEqual([true, true]);
		expect(sandbox.ledger.map(({ atMs }) => atMs)).toEqual([0, 1750, 2250, 2250]);
	});

	it("sends ten in two windows without a 429", async () => {
		const { client, sandbox, clock } = setup();
		const calls = Promise.all(Array.from({ length: 10 }, (_, index) => client.execute({ content: `${index}` })));
		await clock.advance(5000);
		expect((await calls).every(({ ok }) => ok)).toBe(true);
		expect(sandbox.ledger.some(({ status }) => status === 429)).toBe(false);
		expect(sandbox.messages().map(({ body }) => body["content"])).toEqual(
			Array.from({ length: 10 }, (_, index) => `${index}`),
		);
	});

	it("attaches files", async () => {
		const { client, sandbox, clock } = setup();
		await Promise.all([
			client.execute({ content: "log" }, { files: [{ name: "a.txt", data: "hello" }] }),
			clock.advance(1),
		]);
		expect(sandbox.messages()[0]?.files).toMatchObject([{ filename: "a.txt", size: 5 }]);
	});

	it("says when the webhook is gone or the message refused", async () => {
		const { client, clock, webhook, sandbox } = setup();
		const [refused] = await Promise.all([client.execute({}), clock.advance(1)]);
		expect(refused).toMatchObject({ ok: false, reason: "rejected", discordCode: 50006 });
		sandbox.state.webhooks.get(webhook.id)!.isDeleted = true;
		expect(await client.execute({ content: "a" })).toMatchObject({
			ok: false,
			reason: "gone",
			status: 404,
			discordCode: 10015,
		});
	});

	it("says why it gave up, with Discord's words or the network's, and whether it may have arrived", async () => {
		const { client, clock, webhook, sandbox } = setup();
		const run = async (...faults: (typeof FAULTS)[keyof typeof FAULTS][]) => {
			sandbox.script(webhook.id, ...faults);
			const call = client.execute({ content: "a" });
			await clock.advance(300_000);
			return call;
		};
		const wrong = { message: "Invalid Form Body", code: 50035, errors: { content: { _errors: [{ message: "no" }] } } };
		expect(await run({ status: 400, body: wrong })).toEqual({
			...{ ok: false, reason: "rejected", status: 400, discordCode: 50035, detail: "content: no" },
		});
		expect(await run(...Array.from({ length: 5 }, () => FAULTS.unavailable))).toMatchObject({
			...{ ok: false, reason: "exhausted", status: 503 },
			detail: "Discord answered 503",
		});
		const lost = await run(FAULTS["reset-after"], FAULTS["reset-after"]);
		expect(lost).toMatchObject({ ok: false, reason: "exhausted", status: 0, maybeDelivered: true });
		expect(lost.ok || lost.detail).not.toContain("Discord answered");
	});

	it("backs off longer after each failure, and gives up at the fifth", async () => {
		const { client, clock, webhook, sandbox } = setup();
		sandbox.script(webhook.id, ...Array.from({ length: 9 }, () => FAULTS.unavailable));
		const call = client.execute({ content: "a" });
		await clock.advance(300_000);
		expect((await call).ok).toBe(false);
		expect(sandbox.ledger.map(({ atMs }) => atMs)).toEqual([0, 500, 1500, 3500, 7500]);
	});

	it("keeps to the thread of its URL, or to the one it is told", async () => {
		const clock = createVirtualClock();
		const fetch = scriptedFetch();
		const url = `${WEBHOOK}?thread_id=111111111111111111`;
		const client = createWebhookClient(url, { fetch, clock, random: fixedRandom(0.5) });
		const other = { threadId: "222222222222222222" };
		await client.execute({ content: "a" });
		await client.execute({ content: "a" }, other);
		await client.edit("1", { content: "a" });
		await client.get("1", other);
		await client.delete("1");
		await client.get();
		const [, start = ""] = /(^.*\/webhooks\/\d+\/t+)/.exec(fetch.requests[0]?.url ?? "") ?? [];
		expect(fetch.requests.map(({ method, url: asked }) => `${method} ${asked.slice(start.length)}`)).toEqual([
			"POST ?thread_id=111111111111111111",
			"POST ?thread_id=222222222222222222",
			"PATCH /messages/1?thread_id=111111111111111111",
			"GET /messages/1?thread_id=222222222222222222",
			"DELETE /messages/1?thread_id=111111111111111111",
			"GET ",
		]);
		expect(fetch.requests[0]?.body).toEqual({ allowed_mentions: { parse: [] }, content: "a" });
	});

	it("makes no call wait for the limit of another method or route, but all of them for a global wait", async () => {
		const clock = createVirtualClock();
		const at: [string, number][] = [];
		const answers: Response[] = [];
		const used = { "x-ratelimit-limit": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "60" };
		const client = createWebhookClient(WEBHOOK, {
			fetch: async (url, { method }) => {
				at.push([`${method} ${url.includes("/messages/")}`, clock.elapsed()]);
				return answers.shift() ?? new Response(null, { status: 204 });
			},
			clock,
			random: fixedRandom(0.5),
		});
		answers.push(new Response(null, { status: 204, headers: used }));
		const calls = [client.execute({ content: "a" }), client.get(), client.get("1"), client.delete("1")];
		await clock.advance(10);
		answers.push(new Response('{"retry_after": 5, "global": true}', { status: 429 }));
		calls.push(client.get(), client.delete("1"), client.execute({ content: "b" }));
		await clock.advance(100_000);
		expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
		expect(at).toEqual([
			["POST false", 0],
			["GET false", 0],
			["GET true", 0],
			["DELETE true", 0],
			["GET false", 10],
			["GET false", 5060],
			["DELETE true", 5060],
			["POST false", 60_010],
		]);
	});

	it("reads a message while reads of its webhook have to wait", async () => {
		const clock = createVirtualClock();
		const used = { "x-ratelimit-limit": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "60" };
		const client = createWebhookClient(WEBHOOK, {
			fetch: scriptedFetch({ status: 200, headers: used }, { status: 200 }),
			clock,
			random: fixedRandom(0.5),
		});
		await client.get();
		const read = client.get("1");
		await clock.advance(10);
		expect(await Promise.race([read, "waits"])).toMatchObject({ ok: true });
	});

	it("makes five edits in two seconds until Discord tells another limit", async () => {
		const clock = createVirtualClock();
		const at: number[] = [];
		const client = createWebhookClient(WEBHOOK, {
			fetch: async () => {
				at.push(clock.elapsed());
				return new Response(null, { status: 204 });
			},
			clock,
			random: fixedRandom(0.5),
		});
		const edits = Promise.all(Array.from({ length: 6 }, () => client.edit("1", { content: "a" })));
		await clock.advance(5000);
		await edits;
		expect(at.filter((ms) => ms < 2000)).toHaveLength(5);
	});

	it("assumes the channel's hidden limit for posts alone", async () => {
		const clock = createVirtualClock();
		const plenty = { "x-ratelimit-limit": "500", "x-ratelimit-remaining": "499", "x-ratelimit-reset-after": "1" };
		const client = createWebhookClient(WEBHOOK, {
			fetch: async () => new Response(null, { status: 204, headers: plenty }),
			clock,
			random: fixedRandom(0.5),
		});
		const countAtOnce = async (call: () => Promise<unknown>): Promise<number> => {
			let ended = 0;
			const calls = Array.from({ length: 40 }, () => call().then(() => ended++));
			await clock.advance(10);
			const atOnce = ended;
			await clock.advance(300_000);
			await Promise.all(calls);
			return atOnce;
		};
		expect(await countAtOnce(() => client.edit("1", { content: "a" }))).toBe(40);
		expect(await countAtOnce(() => client.execute({ content: "a" }))).toBe(28);
	});
});
