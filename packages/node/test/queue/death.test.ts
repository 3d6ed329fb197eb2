import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { eventually } from "../setup.ts";
import { type House, numbered, setup, titles, warnings } from "./house.ts";
import { watchWorkers } from "./workers.ts";

describe("a worker that dies", () => {
	it("is replaced, and what it had not settled is sent again, in order, said once", async () => {
		const watch = watchWorkers();
		const { sandbox, notifier, events, fault } = await setup();
		fault(FAULTS.stall);
		const outcome = notifier.send(numbered(0));
		for (let index = 1; index < 30; index++) notifier.notify(numbered(index));
		await eventually(() => expect(sandbox.ledger).toHaveLength(1));
		await watch.started[0]!.terminate();
		expect(await outcome).toMatchObject({ status: "delivered" });
		expect(await notifier.flush(50_000)).toBe(true);
		expect(watch.started).toHaveLength(2);
		expect(titles(sandbox)).toHaveLength(30);
		expect(notifier.stats()).toMatchObject({ raised: 30, delivered: 30, pending: 0 });
		expect(warnings(events)).toEqual([expect.stringContaining("the sending thread ended")]);
	});

	it("lets a P0 that may have arrived come again without its ping", async () => {
		const watch = watchWorkers();
		const { sandbox, notifier, fault } = await setup();
		fault(FAULTS.stall);
		void notifier.send({ severity: "P0", title: "DB down" });
		await eventually(() => expect(sandbox.ledger).toHaveLength(1));
		await watch.started[0]!.terminate();
		await notifier.flush(50_000);
		expect(sandbox.messages().at(-1)).toMatchObject({ notified: { everyone: false } });
	});

	it("again and again is given up: this thread sends, and that is said once", async () => {
		const watch = watchWorkers();
		const { sandbox, notifier, events } = await setup();
		for (let death = 0; death < 4; death++) {
			await notifier.send(numbered(death));
			await watch.started[death]!.terminate();
		}
		expect(await notifier.send(numbered(9))).toMatchObject({ status: "delivered" });
		expect(await notifier.flush(50_000)).toBe(true);
		expect(new Set(titles(sandbox)).size).toBe(5);
		expect(watch.started).toHaveLength(4);
		expect(warnings(events).filter((text) => text.includes("no sending thread"))).toHaveLength(1);
	});

	it("or never starts costs nothing but a warning", async () => {
		const watch = watchWorkers();
		watch.refuse = true;
		const { notifier, events } = await setup();
		expect(await notifier.send(numbered(1))).toMatchObject({ status: "delivered" });
		expect((await notifier.probe()).channels["default"]).toMatchObject({ status: "alive" });
		expect(warnings(events)).toEqual([expect.stringContaining("workers are not to be had here")]);
		expect(await notifier.close(50_000)).toBe(true);
	});
});

describe("whenever a worker dies, every alert ends, and every question is answered", () => {
	type Phase = (house: House, die: () => Promise<unknown>) => Promise<unknown>;
	const phases: [string, Phase][] = [
		[
			"while it starts",
			async ({ notifier }, die) => {
				notifier.notify(numbered(0));
				await die();
			},
		],
		[
			"while it is idle",
			async ({ notifier }, die) => {
				await notifier.send(numbered(0));
				await die();
			},
		],
		[
			"while it waits for what a 429 told",
			async ({ notifier, sandbox, fault }, die) => {
				fault({ status: 429, body: { message: "wait", retry_after: 60, global: false } });
				notifier.notify(numbered(0));
				await eventually(() => expect(sandbox.ledger).toHaveLength(1));
				await die();
			},
		],
		[
			"during a probe",
			async ({ notifier, sandbox, fault }, die) => {
				await notifier.send(numbered(0));
				fault(FAULTS.stall);
				const report = notifier.probe();
				await eventually(() => expect(sandbox.ledger).toHaveLength(2));
				await die();
				expect((await report).channels["default"]).toMatchObject({ status: "alive" });
			},
		],
		[
			"during a flush",
			async ({ notifier, sandbox, fault }, die) => {
				fault(FAULTS.stall);
				notifier.notify(numbered(0));
				const flushed = notifier.flush(50_000);
				await eventually(() => expect(sandbox.ledger).toHaveLength(1));
				await die();
				expect(await flushed).toBe(true);
			},
		],
		[
			"during flushSync, which ends in its time and leaves the alert to the next worker",
			async ({ notifier, sandbox, fault }, die) => {
				fault(FAULTS.stall);
				notifier.notify(numbered(0));
				await eventually(() => expect(sandbox.ledger).toHaveLength(1));
				const dying = die();
				expect(notifier.flushSync(200)).toBe(false);
				await dying;
			},
		],
		[
			"during close",
			async ({ notifier, sandbox, fault }, die) => {
				fault(FAULTS.stall);
				notifier.notify(numbered(0));
				const closed = notifier.close(50_000);
				await eventually(() => expect(sandbox.ledger).toHaveLength(1));
				await die();
				expect(await closed).toBe(true);
			},
		],
	];
	it.for(phases)("%s", async ([, dieIn]) => {
		const watch = watchWorkers();
		const house = await setup();
		await dieIn(house, async () => watch.started[0]?.terminate());
		await house.notifier.flush(50_000);
		expect(house.notifier.stats()).toMatchObject({ raised: 1, delivered: 1, pending: 0 });
		expect(titles(house.sandbox)).toHaveLength(1);
	});
});

it("a worker that runs out of memory costs no alert: the next ones, or this thread, send what is left", async () => {
	const watch = watchWorkers();
	watch.resourceLimits = { maxOldGenerationSizeMb: 24 };
	const { sandbox, notifier, events } = await setup({ queue: { max: 5000 }, throttle: false });
	const fields = Object.fromEntries(Array.from({ length: 20 }, (_, row) => [`field ${row}`, "x".repeat(4000)]));
	for (let index = 0; index < 1000; index++) notifier.notify(numbered(index, { fields, error: new Error("x") }));
	notifier.flushSync(1000);
	await eventually(() => expect(warnings(events).join()).toContain("memory"));
	watch.resourceLimits = {};
	expect(await notifier.flush(60_000)).toBe(true);
	expect(notifier.stats()).toMatchObject({ raised: 1000, delivered: 1000, pending: 0 });
	expect(new Set(titles(sandbox)).size).toBe(1000);
});
