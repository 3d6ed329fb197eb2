import { createNotifier } from "@dat/node";
import { clearAlerts, createRecordingNotifier, expectAlert, expectNoAlert, raisedAlerts } from "@dat/node/testing";
import { beforeEach, describe, expect, it } from "vitest";

const webhooks = { default: `https://discord.com/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}` };

beforeEach(clearAlerts);

describe("a notifier under test", () => {
	it("is recorded with what became of each alert, whether it waited for the outcome or not", async () => {
		await using notifier = createNotifier({ webhooks });
		notifier.notify({ severity: "P1", title: "one", fields: { order: 47, ok: true } });
		const sent = notifier.send({ severity: "P2", title: "two", error: new TypeError("x is gone") });
		expect(raisedAlerts().map(({ state }) => state)).toEqual(["suppressed", "pending"]);
		await sent;
		expect(raisedAlerts()).toMatchObject([
			{
				severity: "P1",
				channel: "alerts",
				fields: { order: "47", ok: "true" },
				state: "suppressed",
				reason: "test-guard",
			},
			{ severity: "P2", channel: "info", state: "suppressed", error: { name: "TypeError", message: "x is gone" } },
		]);
	});

	it("is recorded where nothing is guarded, too, and where no webhook is set", async () => {
		await using notifier = createNotifier({ webhooks: {} });
		notifier.notify({ severity: "P3", title: "sold", trade: true });
		expectAlert({ channel: "trades", state: "dropped", reason: "unrouted" });
	});

	it("is recorded as it was raised, whatever is changed later", async () => {
		await using notifier = createNotifier({ webhooks });
		const fields: Record<string, string> = { order: "47" };
		notifier.notify({ severity: "P1", title: "one", fields });
		fields["order"] = "48";
		expectAlert({ fields: { order: "47" } });
	});

	it("keeps the newest 10,000", async () => {
		await using notifier = createNotifier({ webhooks });
		for (let index = 0; index < 10_005; index++) notifier.notify({ severity: "P3", title: `alert ${index}` });
		expect(raisedAlerts()).toHaveLength(10_000);
		expectNoAlert({ title: "alert 4" });
		expectAlert({ title: "alert 5" });
	});
});

describe("expectAlert()", () => {
	it("takes equal texts, patterns, some of the fields and lists", async () => {
		await using notifier = createNotifier({ webhooks });
		notifier.notify({ severity: "P0", title: "DB down", fields: { host: "db-3", port: 5432 }, mention: "here" });
		expect(expectAlert({ title: /^DB/g, fields: { host: /^db/ }, mention: ["here"] }).severity).toBe("P0");
		expectAlert({ title: /^DB/g });
		expect(() => expectAlert({ title: "DB" })).toThrow("P0 'DB down' → alerts { host: 'db-3', port: '5432' }");
		expect(() => expectAlert({ fields: { host: "db-3", user: "x" } })).toThrow(/no alert was raised that is/);
	});

	it("says so when none was raised at all", () => {
		expect(() => expectAlert()).toThrow("no alert was raised that is any; none was raised at all");
	});
});

describe("expectNoAlert()", () => {
	it("lists what should not have been raised", async () => {
		expectNoAlert();
		await using notifier = createNotifier({ webhooks });
		notifier.notify({ severity: "P1", title: "one" });
		expectNoAlert({ severity: "P0" });
		expect(() => expectNoAlert()).toThrow("P1 'one' → alerts {}");
	});
});

describe("createRecordingNotifier()", () => {
	it("routes, throttles and delivers as in life, and sends nothing", async () => {
		const notifier = createRecordingNotifier();
		for (let index = 0; index < 4; index++) notifier.notify({ severity: "P1", title: "same" });
		expect(await notifier.send({ severity: "P0", title: "DB down" })).toMatchObject({
			status: "delivered",
			channel: "alerts",
		});
		expect(notifier.alerts.map(({ state }) => state)).toEqual([
			"queued",
			"queued",
			"queued",
			"suppressed",
			"delivered",
		]);
		expect(await notifier.close()).toBe(true);
	});

	it("keeps its alerts apart from those of others", () => {
		const [one, other] = [createRecordingNotifier(), createRecordingNotifier()];
		one.notify({ severity: "P1", title: "one" });
		expect([one.alerts.length, other.alerts.length]).toEqual([1, 0]);
		expect(() => one.notify(null as never)).not.toThrow();
		expect(one.alerts).toHaveLength(1);
	});
});
