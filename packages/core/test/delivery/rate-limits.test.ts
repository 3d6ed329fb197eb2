import { FAULTS, type FaultName } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

const HOUR = 3_600_000;

describe("an alert that meets a 429", () => {
	it.each<[FaultName, number]>([
		["limited", 1700],
		["limited-shared", 1600],
		["limited-global", 2300],
		["limited-write", 300],
		["limited-header-only", 2000],
		["banned-json", HOUR],
		["banned-text", HOUR],
		["banned-html", HOUR],
		["edge-block", HOUR],
	])("is sent again exactly when %s lets it: after %i ms and the margin", async (fault, waitMs) => {
		const { notifier, clock, sandbox, webhooks, arrivals } = setup({ maxAgeMs: 2 * HOUR });
		sandbox.script(webhooks["info"]!.id, FAULTS[fault]);
		notifier.notify(distinct(1));
		await clock.advance(2 * HOUR - 1);
		expect(arrivals("info")).toEqual([0, waitMs + 50]);
		expect(notifier.stats()).toMatchObject({ delivered: 1, pending: 0 });
	});

	it.each([
		[{ retry_after: 0 }, 500],
		[{ retry_after: -3 }, 500],
		[{ retry_after: "soon" }, 500],
		[{}, 1000],
	])("waits long enough when it is told nonsense: %j", async (told, waitMs) => {
		const { notifier, clock, sandbox, webhooks, arrivals } = setup();
		sandbox.script(webhooks["info"]!.id, { status: 429, body: { message: "You are being rate limited.", ...told } });
		notifier.notify(distinct(1));
		await clock.advance(60_000);
		expect(arrivals("info")).toEqual([0, waitMs + 50]);
	});

	it("says once to a person that the edge blocks this address", async () => {
		const { notifier, clock, sandbox, webhooks, warnings } = setup({ maxAgeMs: 3 * HOUR });
		sandbox.script(webhooks["info"]!.id, FAULTS["edge-block"], FAULTS["banned-html"]);
		notifier.notify(distinct(1));
		await clock.advance(2 * HOUR + 1000);
		expect(warnings).toEqual([expect.stringContaining("blocks this address")]);
	});

	it("is given up after five 429s that counted", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, ...Array.from({ length: 9 }, () => FAULTS.limited));
		notifier.notify(distinct(1));
		await clock.advance(60_000);
		expect(sandbox.ledger).toHaveLength(6);
		expect(outcomes).toMatchObject([{ status: "dropped", reason: "exhausted", httpStatus: 429, attempts: 6 }]);
	});

	it("parks the lane for a wait over the cap without using the alert's attempts", async () => {
		const { notifier, clock, sandbox, webhooks, arrivals } = setup();
		const long = { status: 429, body: { message: "x", retry_after: 100, global: false } };
		sandbox.script(webhooks["info"]!.id, long, long);
		notifier.notify(distinct(1));
		await clock.advance(290_000);
		expect(arrivals("info")).toEqual([0, 100_050, 200_100]);
		expect(notifier.stats().delivered).toBe(1);
	});

	it("expires when the wait is longer than it may be old", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS["banned-html"]);
		notifier.notify(distinct(1));
		await clock.advance(299_999);
		expect(outcomes).toEqual([]);
		await clock.advance(1);
		expect(outcomes).toMatchObject([{ status: "dropped", reason: "expired" }]);
	});

	it("makes its whole lane wait, and one request goes first afterwards", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ coalesce: false, latencyMs: 30 });
		sandbox.script(webhooks["info"]!.id, FAULTS.limited);
		for (let index = 0; index < 3; index++) notifier.notify({ ...distinct(index), channel: "info" });
		await clock.advance(500);
		notifier.notify({ severity: "P0", title: "a P0 for info", channel: "info", mention: [] });
		await clock.advance(1200);
		expect(sandbox.ledger).toHaveLength(1);
		await clock.advance(140);
		expect(sandbox.ledger.filter(({ status }) => status < 300)).toHaveLength(1);
	});

	it("pauses every lane for a global 429, but only its own for a user one", async () => {
		const { notifier, clock, sandbox, webhooks, arrivals } = setup();
		sandbox.script(webhooks["info"]!.id, FAULTS["limited-global"]);
		notifier.notify(distinct(1));
		await clock.advance(10);
		notifier.notify({ severity: "P0", title: "DB down" });
		await clock.advance(5000);
		expect(arrivals("alerts")).toEqual([2350]);
		sandbox.script(webhooks["info"]!.id, FAULTS.limited);
		notifier.notify(distinct(2));
		await clock.advance(10);
		notifier.notify({ severity: "P1", title: "Auth degraded" });
		await clock.advance(1);
		expect(arrivals("alerts")).toHaveLength(2);
	});

	it("keys buckets by webhook, because Discord gives every webhook the same bucket hash", async () => {
		const { notifier, clock, arrivals } = setup({ coalesce: false });
		for (let index = 0; index < 8; index++) notifier.notify(distinct(index));
		await clock.advance(10);
		for (let index = 0; index < 3; index++) notifier.notify({ ...distinct(index + 50), channel: "alerts" });
		await clock.advance(10);
		expect(arrivals("alerts")).toHaveLength(3);
		expect(arrivals("info")).toHaveLength(4);
	});

	it("learns the hidden limit of a channel that others use too, and then stays below it", async () => {
		const { notifier, clock, sandbox } = setup({
			limits: { channel: { max: 12, windowMs: 60_000 } },
			coalesce: false,
			maxAgeMs: 3_600_000,
		});
		for (let index = 0; index < 40; index++) notifier.notify(distinct(index));
		await clock.advance(600_000);
		expect(notifier.stats()).toMatchObject({ delivered: 40, pending: 0 });
		expect(sandbox.ledger.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(4);
	});
});
