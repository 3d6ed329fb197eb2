import { once } from "node:events";
import { threadId } from "node:worker_threads";
import type { Alert, NodeNotifierOptions } from "@dat/node";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { numbered, setup, titles } from "./house.ts";
import { watchWorkers } from "./workers.ts";

describe("a worker thread sends", () => {
	it("which starts with the first alert, once, and ends with close()", async () => {
		const watch = watchWorkers();
		const { notifier } = await setup();
		expect(watch.started).toHaveLength(0);
		expect(await notifier.send(numbered(1))).toMatchObject({ status: "delivered" });
		await notifier.send(numbered(2));
		expect(watch.started).toHaveLength(1);
		const exit = once(watch.started[0]!, "exit");
		expect(await notifier.close(50_000)).toBe(true);
		await exit;
	});

	it("or with the notifier, when it is to be warm", async () => {
		const watch = watchWorkers();
		await setup({ warmup: true });
		expect(watch.started).toHaveLength(1);
	});

	it.for([
		["queue.thread is false", { queue: { thread: false } }],
		["fetch is injected", { fetch: async () => ({ status: 204, headers: { get: () => null }, text: async () => "" }) }],
	] satisfies [string, NodeNotifierOptions][])("but not when %s", async ([, options]) => {
		const watch = watchWorkers();
		const { notifier } = await setup(options);
		expect(await notifier.send(numbered(1))).toMatchObject({ status: "delivered" });
		expect(watch.started).toHaveLength(0);
	});

	it("in the order of raising, by whichever road an alert travels", async () => {
		const { sandbox, notifier } = await setup({ observer: () => {} });
		for (let index = 0; index < 450; index++)
			notifier.notify(
				numbered(index, index % 3 === 0 ? { error: new Error("x") } : { description: "d".repeat(index) }),
			);
		expect(await notifier.flush(50_000)).toBe(true);
		expect(titles(sandbox).map((title) => Number(title.split(" ").at(-1)))).toEqual(
			Array.from({ length: 450 }, (_, index) => index),
		);
	});

	it("and outcomes, events and warnings come back on the thread that raised", async () => {
		const threads = new Set<number>();
		const outcomes: string[] = [];
		const { notifier, events } = await setup({
			onOutcome: ({ status }) => {
				threads.add(threadId);
				outcomes.push(status);
			},
		});
		notifier.notify(numbered(1));
		notifier.notify(numbered(2, { url: "https://example.com/a" }));
		await notifier.flush(50_000);
		expect([threadId]).toEqual([...threads]);
		expect(outcomes).toEqual(["delivered", "delivered"]);
		expect(events.map(({ type }) => type)).toContain("raised");
	});

	it("and the books add up, counters of the worker included, with nobody listening", async () => {
		const { notifier, fault } = await setup({ observer: undefined as never, throttle: { max: 2, windowMs: 60_000 } });
		fault({ status: 429, body: { message: "slow", retry_after: 0.01, global: false } });
		for (let index = 0; index < 5; index++) notifier.notify({ severity: "P2", title: "same" });
		notifier.notify(numbered(1));
		await notifier.flush(50_000);
		expect(notifier.stats()).toMatchObject({
			raised: 6,
			delivered: 3,
			suppressed: 3,
			dropped: 0,
			pending: 0,
			rateLimited: 1,
			summaries: 1,
		});
	});

	it("whatever the alert holds", async () => {
		const { sandbox, notifier } = await setup();
		class Order {
			readonly #secret = 1;
			id = 7;
			toString(): string {
				return `order ${this.id}${this.#secret}`;
			}
		}
		const circular: Record<string, unknown> = {};
		circular["self"] = circular;
		const odd: unknown[] = [
			{
				severity: "P1",
				title: "functions",
				fields: { f: () => 1, s: Symbol("s"), n: 10n, c: circular, o: new Order() },
			},
			{
				severity: "P1",
				title: "getters",
				get description(): string {
					throw new Error("no");
				},
			},
			{ severity: "P1", title: "proxy", fields: new Proxy({ a: "b" }, {}) },
			{ severity: "P1", title: "thrown", error: { toString: () => "not an error" } },
			{ severity: "P1", title: "bytes", files: [{ name: "a.bin", data: new Uint8Array([1, 2, 3]) }] },
			{ severity: "P1", title: "date", timestamp: new Date(0), description: 42 },
			{ severity: "P1", title: "lone \ud800 surrogate", description: "\u0000 nul" },
		];
		for (const alert of odd) expect(notifier.notify(alert as Alert).state).toBe("queued");
		expect(await notifier.flush(50_000)).toBe(true);
		expect(notifier.stats()).toMatchObject({ delivered: odd.length, dropped: 0 });
		expect(titles(sandbox)).toHaveLength(odd.length);
	});

	it("and a probe and a flush go through it, too", async () => {
		const { notifier } = await setup();
		expect((await notifier.probe()).channels["default"]).toMatchObject({ status: "alive" });
		expect(await notifier.flush(50_000)).toBe(true);
		expect(notifier.flushSync()).toBe(true);
	});
});

describe("a storm is bounded on the caller's side", () => {
	it("by queue.max alerts that are handed over and not settled, and P0 still enters", async () => {
		const { notifier, fault } = await setup({ throttle: false, observer: undefined as never });
		fault(FAULTS.stall);
		for (let index = 0; index < 50_000; index++) notifier.notify({ severity: "P3", title: "storm" });
		const { pending, dropped } = notifier.stats();
		expect(pending).toBeLessThanOrEqual(500);
		expect(dropped).toBe(50_000 - pending);
		expect(notifier.notify({ severity: "P0", title: "the database is down" }).state).toBe("queued");
	});
});
