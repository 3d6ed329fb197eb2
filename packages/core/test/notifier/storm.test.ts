import { describe, expect, it } from "vitest";
import { setup } from "../delivery/setup.ts";

describe("a storm of equal errors", () => {
	it("costs a handful of requests, tells the count once, and lets a genuine P0 through at once", async () => {
		const { notifier, clock, sandbox, titles, arrivals } = setup({ channels: ["alerts"] });
		for (let index = 0; index < 10_000; index++) {
			if (index === 5000) notifier.notify({ severity: "P0", title: "Database primary is down" });
			notifier.notify({ severity: "P1", title: `Payment ${100_000 + index} failed` });
		}
		await clock.settle();
		expect(titles("alerts")[0]).toBe("Database primary is down");
		expect(arrivals("alerts")[0]).toBe(0);
		await clock.advance(5000);
		expect(notifier.stats()).toMatchObject({
			raised: 10_001,
			delivered: 4,
			suppressed: 9997,
			pending: 0,
			summaries: 1,
		});
		expect(sandbox.ledger.length).toBeLessThanOrEqual(4);
		const [summary] = sandbox.messages("alerts").at(-1)!.body["embeds"] as { title: string; description: string }[];
		expect(summary!.title).toContain("9997");
		expect(summary!.description).toContain("×9997");
	});

	it("is told after a minute when it does not pause", async () => {
		const { notifier, clock } = setup({ channels: ["info"] });
		for (let second = 0; second < 100; second++) {
			notifier.notify({ severity: "P2", title: "disk full" });
			await clock.advance(1000);
		}
		expect(notifier.stats().summaries).toBe(1);
		await clock.advance(10_000);
		expect(notifier.stats().summaries).toBe(2);
	});

	it("tells what is left when the notifier is flushed", async () => {
		const { notifier, clock } = setup({ channels: ["info"] });
		for (let index = 0; index < 10; index++) notifier.notify({ severity: "P2", title: "disk full" });
		const flushed = notifier.flush();
		await clock.advance(5000);
		expect(await flushed).toBe(true);
		expect(notifier.stats().summaries).toBe(1);
	});
});

describe("the audit channel", () => {
	const lines = (sandbox: ReturnType<typeof setup>["sandbox"]): string[] =>
		sandbox
			.messages("audit")
			.flatMap(({ body }) =>
				(body["embeds"] as { description: string }[]).flatMap(({ description = "" }) => description.split("\n")),
			);

	it("gets a line for each routed alert with how it ended, and never pings", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ channels: ["alerts", "info", "audit"] });
		notifier.notify({ severity: "P0", title: "DB down @everyone" });
		const refusal = { status: 400, body: { message: "no", code: 50035 } };
		sandbox.script(webhooks["info"]!.id, refusal, refusal);
		notifier.notify({ severity: "P2", title: "refused" });
		for (let index = 0; index < 8; index++) notifier.notify({ severity: "P3", title: "the same" });
		notifier.notify({ severity: "P2", title: "for the auditors", channel: "audit" });
		await clock.advance(20_000);
		const text = lines(sandbox).join("\n");
		expect(text).toContain("→ alerts · delivered");
		expect(text).toContain("`P2` refused → info · dropped (rejected)");
		expect(text).toContain("`P3` the same → info · suppressed (throttled) ×5");
		expect(text).not.toContain("for the auditors →");
		expect(sandbox.messages("audit").every(({ notified }) => !notified.everyone)).toBe(true);
		expect(
			sandbox
				.messages("audit")
				.every(
					({ body }) =>
						(body["embeds"] as { color?: number }[])[0]?.color === 0xffffff ||
						JSON.stringify(body).includes("auditors"),
				),
		).toBe(true);
	});

	it("shares messages between lines, and its stall changes nothing else", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ channels: ["info", "audit"], throttle: false });
		sandbox.script(webhooks["audit"]!.id, { wire: "stall" });
		for (let index = 0; index < 40; index++) notifier.notify({ severity: "P2", title: `alert ${index}` });
		await clock.advance(3000);
		expect(notifier.stats()).toMatchObject({ delivered: 40, pending: 0 });
		await clock.advance(20_000);
		expect(notifier.stats().auditLines).toBe(40);
		expect(sandbox.messages("audit").length).toBeLessThanOrEqual(3);
	});

	it("can be another channel, or none", async () => {
		const none = setup({ channels: ["info", "audit"], audit: false });
		none.notifier.notify({ severity: "P2", title: "a" });
		await none.clock.advance(1000);
		expect(none.sandbox.messages("audit")).toEqual([]);
		const other = setup({ channels: ["info", "log"], audit: "log" });
		other.notifier.notify({ severity: "P2", title: "a" });
		await other.clock.advance(1000);
		expect(other.sandbox.messages("log")).toHaveLength(1);
	});
});
