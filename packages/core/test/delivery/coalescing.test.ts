import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

const embedCounts = (sandbox: ReturnType<typeof setup>["sandbox"], channel: string): number[] =>
	sandbox.messages(channel).map(({ body }) => (body["embeds"] as unknown[]).length);

describe("coalescing", () => {
	it("adds no delay to an idle lane", async () => {
		const { notifier, clock, arrivals } = setup();
		notifier.notify(distinct(1));
		await clock.settle();
		expect(arrivals("info")).toEqual([0]);
	});

	it("never puts more than 10 embeds or 6000 characters into a message", async () => {
		const { notifier, clock, sandbox } = setup();
		for (let index = 0; index < 25; index++) notifier.notify({ ...distinct(index), description: "y".repeat(1000) });
		await clock.advance(20_000);
		expect(embedCounts(sandbox, "info")).toEqual([5, 5, 5, 5, 5]);
	});

	it("never mixes mentions, threads or equal URLs", async () => {
		const { notifier, clock, sandbox } = setup();
		sandbox.createThread({ channel: "info", id: "123456789012345678" });
		const here = { thread: { id: "123456789012345678" } };
		notifier.notify({ ...distinct(1), url: "https://example.com/a" });
		notifier.notify({ ...distinct(2), url: "https://example.com/a" });
		notifier.notify({ ...distinct(3), mention: { user: "123456789012345678" } });
		notifier.notify({ ...distinct(4), ...here });
		notifier.notify({ ...distinct(5), ...here });
		await clock.advance(10_000);
		expect(embedCounts(sandbox, "info")).toEqual([1, 1, 1, 2]);
		expect(sandbox.messages("info").map(({ threadId }) => threadId)).toEqual([
			undefined,
			undefined,
			undefined,
			"123456789012345678",
		]);
	});

	it("lets waiting P0s with the same mention share one message, but never a P0 with lower alerts", async () => {
		const { notifier, clock, sandbox } = setup({ p0Mention: [] });
		for (let index = 0; index < 4; index++)
			notifier.notify({ severity: "P0", title: `down ${index}`, key: `k${index}` });
		notifier.notify({ severity: "P1", title: "degraded" });
		await clock.advance(5000);
		expect(embedCounts(sandbox, "alerts")).toEqual([4, 1]);
	});

	it("gives no slot of a window to lower alerts while P0s wait that share no message", async () => {
		const { notifier, clock, titles } = setup({ coalesce: false, latencyMs: 20, p0Mention: [] });
		for (let index = 0; index < 4; index++) {
			notifier.notify({ severity: "P0", title: `down ${index}`, key: `k${index}` });
			notifier.notify({ severity: "P1", title: `degraded ${index}`, key: `d${index}` });
		}
		await clock.advance(1500);
		expect(titles("alerts").filter((title) => title.startsWith("down"))).toHaveLength(4);
	});

	it("can be switched off", async () => {
		const { notifier, clock, sandbox } = setup({ coalesce: false });
		for (let index = 0; index < 3; index++) notifier.notify(distinct(index));
		await clock.advance(5000);
		expect(embedCounts(sandbox, "info")).toEqual([1, 1, 1]);
	});
});
