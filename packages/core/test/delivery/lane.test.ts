import { createNotifier } from "@dat/core";
import { createVirtualClock, fixedRandom, scriptedFetch } from "@dat/core/testing";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

const told = (retry_after: number) => ({ status: 429, body: { message: "x", retry_after, global: false } });

describe("what a lane tells while it works", () => {
	it("is each attempt, each wait once with its reason, and each alert that goes again", async () => {
		const { notifier, clock, sandbox, webhooks, recorder } = setup({ latencyMs: 20 });
		const { id: webhookId } = webhooks["info"]!;
		sandbox.script(webhooks["info"]!.id, FAULTS.unavailable, told(2));
		const { id } = notifier.notify(distinct(1));
		await clock.advance(600);
		notifier.notify({ ...distinct(2), key: "other" });
		await clock.advance(10_000);
		const attempt = { type: "attempt", channel: "info", webhookId, purpose: "alert", durationMs: 40 };
		expect(recorder.of("attempt")).toMatchObject([
			{ ...attempt, ids: [id], status: 503 },
			{ ...attempt, ids: [id], status: 429 },
			{ ...attempt, status: 204 },
		]);
		expect(recorder.of("attempt").some((event) => "error" in event)).toBe(false);
		expect(recorder.of("retry")).toMatchObject([
			{ type: "retry", id, channel: "info", attempt: 2, status: 503 },
			{ type: "retry", id, channel: "info", attempt: 3, status: 429 },
		]);
		expect(recorder.of("wait")).toEqual([
			{ type: "wait", channel: "info", webhookId, delayMs: 500, reason: "back-off" },
			{ type: "wait", channel: "info", webhookId, delayMs: 2050, reason: "rate-limited" },
		]);
	});

	it("is what the network said when no answer came", async () => {
		const { notifier, clock, sandbox, webhooks, recorder } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS["reset-after"]);
		notifier.notify(distinct(1));
		await clock.advance(5000);
		expect(recorder.of("attempt")).toMatchObject([{ status: 0, error: expect.any(String) }, { status: 204 }]);
	});
});

describe("a lane that is closed", () => {
	it("ends what is under way as something that may have arrived, what waits as something that has not, and is quiet", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes, recorder } = setup({ coalesce: false });
		sandbox.script(webhooks["info"]!.id, FAULTS.stall);
		notifier.notify(distinct(1));
		await clock.advance(100);
		notifier.notify(distinct(2));
		const closed = notifier.close(0);
		await clock.advance(1);
		await closed;
		expect(outcomes).toMatchObject([
			{ status: "dropped", reason: "closed", attempts: 1, maybeDelivered: true },
			{ status: "dropped", reason: "closed", attempts: 0 },
		]);
		expect(outcomes[1]).not.toHaveProperty("maybeDelivered");
		expect(clock.scheduled).toBe(0);
		await clock.advance(600_000);
		expect([outcomes.length, sandbox.ledger.length, clock.scheduled]).toEqual([2, 1, 0]);
		expect(recorder.of("retry")).toEqual([]);
	});
});

describe("a lane whose webhook is gone", () => {
	it("tells it once, though a P0 was in the air beside the others, and asks for no more", async () => {
		const { notifier, clock, sandbox, webhooks, titles, recorder } = setup({ latencyMs: 50 });
		sandbox.state.webhooks.get(webhooks["alerts"]!.id)!.isDeleted = true;
		notifier.notify({ severity: "P0", title: "DB down" });
		notifier.notify({ severity: "P1", title: "Auth degraded" });
		await clock.advance(5000);
		expect(recorder.of("dead-webhook")).toHaveLength(1);
		expect(recorder.of("rerouted")).toMatchObject([
			{ channel: "alerts", via: "info" },
			{ channel: "alerts", via: "info" },
			{ channel: "alerts", via: "info" },
		]);
		expect(titles("info").sort()).toEqual(["Auth degraded", "DB down", 'The webhook of "alerts" is gone']);
		expect(notifier.stats()).toMatchObject({ delivered: 2, notices: 1, pending: 0 });
	});
});

describe("channels and their lanes", () => {
	it("share one when they share a webhook", async () => {
		const fetch = scriptedFetch();
		const clock = createVirtualClock();
		const url = `https://discord.com/api/webhooks/174109840998400001/${"t".repeat(68)}`;
		const notifier = createNotifier({ webhooks: { info: url, ops: url } }, { fetch, clock, random: fixedRandom(0.5) });
		for (const channel of ["info", "ops"]) notifier.notify({ ...distinct(1), key: channel, channel });
		await clock.settle();
		expect(fetch.requests.map(({ body }) => (body as { embeds: unknown[] }).embeds.length)).toEqual([2]);
	});

	it("send a P0 that stands in for another channel into that channel's thread, not into its own", async () => {
		const { notifier, clock, sandbox, webhooks } = setup();
		sandbox.script(webhooks["alerts"]!.id, told(60));
		notifier.notify({ severity: "P2", title: "first", channel: "alerts" });
		await clock.advance(100);
		notifier.notify({ severity: "P0", title: "DB down", thread: { id: "123456789012345678" } });
		await clock.advance(100);
		expect(sandbox.messages("info")).toMatchObject([{ threadId: undefined }]);
	});

	it("leave a P2 where it is, and a P1 when the wait is 5 s or shorter", async () => {
		const { notifier, clock, sandbox, webhooks, titles } = setup();
		sandbox.script(webhooks["alerts"]!.id, told(4.95));
		notifier.notify({ severity: "P2", title: "low", channel: "alerts" });
		await clock.advance(0);
		notifier.notify({ severity: "P1", title: "Auth degraded" });
		await clock.advance(10_000);
		expect(titles("info")).toEqual([]);
		expect(titles("alerts").sort()).toEqual(["Auth degraded", "low"]);
	});

	it("go on after a global wait as soon as the one request that goes first has been answered", async () => {
		const { notifier, clock, sandbox, webhooks, arrivals } = setup({ latencyMs: 20 });
		sandbox.script(webhooks["info"]!.id, FAULTS["limited-global"]);
		notifier.notify(distinct(1));
		await clock.advance(100);
		notifier.notify({ severity: "P1", title: "Auth degraded" });
		await clock.advance(5000);
		const [again, other] = [arrivals("info")[1] ?? 0, arrivals("alerts")[0] ?? 0];
		expect(Math.abs(again - other)).toBe(40);
	});

	it("keep a P1 when no more than 5 s are left of a longer wait", async () => {
		const { notifier, clock, sandbox, webhooks, titles } = setup();
		sandbox.script(webhooks["alerts"]!.id, told(8));
		notifier.notify({ severity: "P2", title: "low", channel: "alerts" });
		await clock.advance(4000);
		notifier.notify({ severity: "P1", title: "Auth degraded" });
		await clock.advance(10_000);
		expect([titles("info"), titles("alerts").length]).toEqual([[], 2]);
	});

	it("post into the thread that the channel is set to, unless the alert names another", async () => {
		const fetch = scriptedFetch();
		const clock = createVirtualClock();
		const url = `https://discord.com/api/webhooks/174109840998400001/${"t".repeat(68)}`;
		const webhooks = { info: { url, threadId: "111111111111111111" } };
		const notifier = createNotifier({ webhooks }, { fetch, clock, random: fixedRandom(0.5) });
		notifier.notify(distinct(1));
		notifier.notify({ ...distinct(2), thread: { id: "222222222222222222" } });
		await clock.advance(5000);
		expect(fetch.requests.map(({ url: asked }) => /thread_id=(\d)/.exec(asked)?.[1])).toEqual(["1", "2"]);
	});

	it("drop what no live webhook can carry, and say what to do", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup({ channels: ["alerts"] });
		sandbox.state.webhooks.get(webhooks["alerts"]!.id)!.isDeleted = true;
		notifier.notify({ severity: "P0", title: "DB down" });
		await clock.advance(1000);
		expect(outcomes).toMatchObject([
			{ reason: "gone", detail: 'the webhook of channel "alerts" does not exist any more; set a new one' },
		]);
	});
});
