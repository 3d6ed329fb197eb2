import { createWebhookClient, type WebhookClient } from "@dat/core";
import { createVirtualClock, fixedRandom, type VirtualClock } from "@dat/core/testing";
import { createSandbox, FAULTS, type Sandbox, type WebhookHandle } from "@dat/sandbox";
import { describe, expect, it } from "vitest";

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
});
