import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

describe("an alert that meets 5xx and network failures", () => {
	it.each(["server-error", "bad-gateway", "unavailable"] as const)(
		"is sent again after %s, with full-jitter back-off",
		async (fault) => {
			const { notifier, clock, sandbox, webhooks, arrivals } = setup();
			sandbox.script(webhooks["info"]!.id, FAULTS[fault], FAULTS[fault]);
			notifier.notify(distinct(1));
			await clock.advance(10_000);
			// The draw is always a half: 0.5 of 1 s, then of 2 s.
			expect(arrivals("info")).toEqual([0, 500, 1500]);
			expect(notifier.stats().delivered).toBe(1);
		},
	);

	it("is given up after five attempts of its own, and says that it may have arrived", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, ...Array.from({ length: 9 }, () => FAULTS["bad-gateway"]));
		notifier.notify(distinct(1));
		await clock.advance(120_000);
		expect(sandbox.ledger).toHaveLength(5);
		expect(outcomes).toMatchObject([
			{ status: "dropped", reason: "exhausted", httpStatus: 502, attempts: 5, maybeDelivered: true },
		]);
	});

	it("waits behind a canary once two requests in a row have failed, without using attempts", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup({ coalesce: false });
		sandbox.script(webhooks["info"]!.id, ...Array.from({ length: 5 }, () => FAULTS.unavailable));
		for (let index = 0; index < 3; index++) notifier.notify(distinct(index));
		await clock.advance(60_000);
		expect(outcomes.map((outcome) => outcome.status)).toEqual(["dropped", "delivered", "delivered"]);
		expect(outcomes.slice(1)).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
	});

	it("sends the least severe ahead alone, and the rest together once it is through", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ channels: ["alerts"] });
		sandbox.script(webhooks["alerts"]!.id, FAULTS.unavailable, FAULTS.unavailable);
		for (const title of ["one", "two"]) notifier.notify({ severity: "P1", title });
		for (const title of ["three", "four"]) notifier.notify({ severity: "P2", title, channel: "alerts" });
		await clock.advance(5000);
		const sent = sandbox.ledger.map(({ body }) =>
			(body as { embeds: { title: string }[] }).embeds.map(({ title }) => title.slice(8)),
		);
		expect(sent).toEqual([["one", "two"], ["one", "two"], ["three"], ["one", "two"], ["four"]]);
	});

	it("makes a P0 that has failed wait for the canary instead of using up its attempts", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup({ channels: ["alerts"] });
		sandbox.script(webhooks["alerts"]!.id, ...Array.from({ length: 6 }, () => FAULTS.unavailable));
		notifier.notify({ severity: "P0", title: "DB down" });
		notifier.notify({ severity: "P2", title: "low", channel: "alerts" });
		await clock.advance(60_000);
		expect(outcomes).toMatchObject([
			{ status: "dropped", attempts: 5 },
			{ status: "delivered", attempts: 2 },
		]);
	});

	it("lets a fresh P0 try at once beside the back-off of lower alerts", async () => {
		const { notifier, clock, sandbox, webhooks, arrivals, titles } = setup({ coalesce: false });
		sandbox.script(webhooks["alerts"]!.id, FAULTS.unavailable, FAULTS.unavailable, FAULTS.unavailable);
		notifier.notify({ severity: "P2", title: "low", channel: "alerts" });
		await clock.advance(1600);
		expect(arrivals("alerts")).toEqual([0, 500, 1500]);
		notifier.notify({ severity: "P0", title: "DB down" });
		await clock.advance(1);
		// Its answer also closes the breaker, so the alert that waited follows at once.
		expect(arrivals("alerts")).toEqual([0, 500, 1500, 1600, 1600]);
		expect(titles("alerts")).toEqual(["DB down", "low"]);
	});

	it("is repeated once when it may have been delivered, never again with a mention, and told so", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["alerts"]!.id, FAULTS["reset-after"], FAULTS["reset-after"]);
		notifier.notify({ severity: "P0", title: "DB down" });
		await clock.advance(60_000);
		expect(sandbox.ledger.map(({ body }) => (body as { content?: string }).content)).toEqual(["@everyone", undefined]);
		expect(outcomes).toMatchObject([{ status: "dropped", reason: "exhausted", maybeDelivered: true, attempts: 2 }]);
	});

	it("counts a stall as unanswered after the attempt's deadline", async () => {
		const { notifier, clock, sandbox, webhooks, arrivals, recorder } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS.stall);
		notifier.notify(distinct(1));
		await clock.advance(10_400);
		expect(arrivals("info")).toEqual([0]);
		await clock.advance(200);
		expect(arrivals("info")).toEqual([0, 10_500]);
		expect(recorder.of("attempt")[0]).toMatchObject({
			status: 0,
			durationMs: 10_000,
			error: "no answer within 10000 ms",
		});
	});

	it("trusts the status when only the body of an answer breaks off", async () => {
		const { notifier, clock, sandbox, webhooks } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS.truncate);
		await Promise.all([notifier.send(distinct(1)), clock.advance(1)]);
		expect(notifier.stats()).toMatchObject({ delivered: 1, requests: 1 });
	});
});

describe("a webhook that is gone", () => {
	it("gets no more requests, and one P1 notice goes out by another channel", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes, titles, recorder } = setup();
		sandbox.state.webhooks.get(webhooks["info"]!.id)!.isDeleted = true;
		for (let index = 0; index < 4; index++)
			notifier.notify({ ...distinct(index), thread: { id: "123456789012345678" } });
		await clock.advance(1000);
		notifier.notify(distinct(9));
		await clock.advance(1000);
		expect(sandbox.ledger.filter(({ channel }) => channel === "info")).toHaveLength(1);
		expect(outcomes.every((outcome) => outcome.status === "dropped" && outcome.reason === "gone")).toBe(true);
		expect(titles("alerts")).toEqual(['The webhook of "info" is gone']);
		expect(notifier.stats()).toMatchObject({ notices: 1, dropped: 5 });
		expect(recorder.of("dead-webhook")).toMatchObject([{ channel: "info", httpStatus: 404, discordCode: 10015 }]);
	});

	it("hands its P0 and P1 to another live channel, and the outcome says so", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.state.webhooks.get(webhooks["alerts"]!.id)!.isDeleted = true;
		notifier.notify({ severity: "P0", title: "DB down" });
		await clock.advance(1000);
		expect(outcomes).toMatchObject([{ status: "delivered", channel: "alerts", via: "info" }]);
	});

	it("is read again from where it came, because a secret file may hold a new one", async () => {
		const renewed: { url?: string } = {};
		const { notifier, clock, sandbox, webhooks, outcomes } = setup({ reloadWebhook: () => renewed.url });
		sandbox.state.webhooks.get(webhooks["info"]!.id)!.isDeleted = true;
		renewed.url = sandbox.createWebhook({ channel: "info" }).url("https://discord.com");
		notifier.notify(distinct(1));
		await clock.advance(1000);
		expect(outcomes).toMatchObject([{ status: "delivered", channel: "info" }]);
		expect(notifier.stats().notices).toBe(0);
	});

	it("is not a 404 or 401 of another kind", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(
			webhooks["info"]!.id,
			{ status: 404, body: { message: "Unknown Channel", code: 10003 } },
			{ status: 401, body: { message: "401: Unauthorized", code: 0 } },
		);
		for (const index of [1, 2, 3]) {
			notifier.notify(distinct(index));
			await clock.advance(100);
		}
		expect(outcomes.map(({ status }) => status)).toEqual(["dropped", "dropped", "delivered"]);
	});
});

describe("a lane that Discord parks for more than 5 s", () => {
	it("hands waiting and new P0 and P1 to another live channel, and keeps the rest", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["alerts"]!.id, { status: 429, body: { message: "x", retry_after: 60, global: false } });
		notifier.notify({ severity: "P1", title: "first" });
		await clock.advance(100);
		notifier.notify({ severity: "P0", title: "DB down" });
		notifier.notify({ severity: "P2", title: "low", channel: "alerts" });
		await clock.advance(100);
		expect(outcomes).toMatchObject([
			{ status: "delivered", via: "info" },
			{ status: "delivered", via: "info" },
		]);
		await clock.advance(60_000);
		expect(outcomes[2]).toMatchObject({ status: "delivered", channel: "alerts" });
		expect(outcomes[2]).not.toHaveProperty("via");
	});
});
