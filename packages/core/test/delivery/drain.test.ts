import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

const COUNT = 300;
const all = Array.from({ length: COUNT }, (_, index) => `alert ${index}`);

describe("draining 300 alerts to one webhook under 5 requests in 2 s", () => {
	it("takes 30 requests, no 429, at most 11 s and keeps the order when nothing is assumed of the channel", async () => {
		const { notifier, clock, sandbox, titles, arrivals } = setup({
			pacing: false,
			limits: { channel: false },
			latencyMs: 1,
		});
		for (let index = 0; index < COUNT; index++) notifier.notify(distinct(index));
		await clock.advance(11_000);
		expect(notifier.stats()).toMatchObject({ delivered: COUNT, pending: 0, requests: 30, rateLimited: 0 });
		expect(titles("info")).toEqual(all);
		expect(sandbox.ledger.every(({ status }) => status < 300)).toBe(true);
		expect(arrivals("info").at(-1)).toBeGreaterThan(10_000); // six windows: anything faster would be no limit at all
	});

	it("sends 260 in 11 s and the rest when the hidden window has moved, without a 429", async () => {
		const { notifier, clock, titles } = setup({ latencyMs: 1 });
		for (let index = 0; index < COUNT; index++) notifier.notify(distinct(index));
		await clock.advance(11_000);
		expect(notifier.stats()).toMatchObject({ delivered: 260, pending: 40, rateLimited: 0 });
		await clock.advance(52_000);
		expect(notifier.stats()).toMatchObject({ delivered: COUNT, pending: 0, rateLimited: 0 });
		expect(titles("info")).toEqual(all);
	});

	it.each([
		["nothing assumed", { pacing: false, limits: { channel: false } } as const],
		["the hidden limit in force", {}],
	])("lets a P0 through in under 1 s, whenever it is raised: %s", async (_, options) => {
		for (let raiseMs = 0; raiseMs <= 10_800; raiseMs += 97) {
			const { notifier, clock } = setup({ ...options, latencyMs: 1 });
			for (let index = 0; index < COUNT; index++) notifier.notify({ ...distinct(index), channel: "alerts" });
			await clock.advance(raiseMs);
			let outcome = "none";
			void notifier.send({ severity: "P0", title: "DB down" }).then(({ status }) => {
				outcome = status;
			});
			await clock.advance(999);
			expect(outcome, `raised after ${raiseMs} ms`).toBe("delivered");
			expect(notifier.stats().rateLimited).toBe(0);
		}
	});
});
