import { createHmac } from "node:crypto";
import { stripe } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, setupInbound } from "./setup.ts";

const SECRET = ["whsec", "s".repeat(32)].join("_");
const source = stripe({ secret: SECRET });

/** The shape of https://docs.stripe.com/api/events/object. */
function toEvent(type: string, object: Record<string, unknown> = {}, members: Record<string, unknown> = {}) {
	return {
		id: "evt_1",
		object: "event",
		type,
		livemode: true,
		created: 1_790_000_000,
		data: { object: { id: "ch_1", amount: 1250, currency: "eur", ...object } },
		...members,
	};
}

function sign(body: string, seconds: number, secret = SECRET): string {
	return createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
}

describe("a signature of Stripe's", () => {
	const body = JSON.stringify(toEvent("charge.failed"));

	it("lets an event in once, while it is fresh", async () => {
		const { post, raised, clock } = setupInbound(source);
		const seconds = Math.floor(clock.now() / 1000);
		const headers = { "stripe-signature": `t=${seconds},v1=${sign(body, seconds)},v0=${"0".repeat(64)}` };
		expect((await post(body, headers)).status).toBe(200);
		expect((await post(body, headers)).status).toBe(200);
		expect(raised).toHaveLength(1);
		await clock.advance(302_000);
		expect((await post(body, headers)).status).toBe(401);
	});

	it("may be one of several while a secret is rolled", async () => {
		const { post, clock } = setupInbound(source);
		const seconds = Math.floor(clock.now() / 1000);
		const signature = `t=${seconds},v1=${sign(body, seconds, "old")},v1=${sign(body, seconds)}`;
		expect((await post(body, { "stripe-signature": signature })).status).toBe(200);
	});

	it.each([
		["missing", () => ""],
		["without a time", (seconds: number) => `v1=${sign(body, seconds)}`],
		["of another time", (seconds: number) => `t=${seconds + 1},v1=${sign(body, seconds)}`],
		["from the future", (seconds: number) => `t=${seconds + 400},v1=${sign(body, seconds + 400)}`],
		["of another secret", (seconds: number) => `t=${seconds},v1=${sign(body, seconds, "other")}`],
		["only of the test scheme", (seconds: number) => `t=${seconds},v0=${sign(body, seconds)}`],
	])("keeps an event out when it is %s", async (_, toSignature) => {
		const { post, raised, clock } = setupInbound(source);
		const { status } = await post(body, { "stripe-signature": toSignature(Math.floor(clock.now() / 1000)) });
		expect([status, raised]).toEqual([401, []]);
	});

	it.each([{ secret: "" }, { secret: SECRET, toleranceSeconds: 0 }])("is not checked with %o", (options) => {
		expect(() => stripe(options)).toThrow("DAT_INVALID_OPTION");
	});
});

describe("an event of Stripe's", () => {
	it("is told with its amount, its reason and a link to it", () => {
		expect(read(source, toEvent("charge.failed", { failure_message: "Card declined", customer: "cus_1" }))).toEqual([
			{
				severity: "P2",
				title: "charge.failed EUR 12.50",
				description: "Card declined",
				fields: { object: "ch_1", customer: "cus_1" },
				key: "stripe charge.failed ch_1",
				url: "https://dashboard.stripe.com/events/evt_1",
				footer: "stripe",
				timestamp: new Date(1_790_000_000_000).toISOString(),
			},
		]);
	});

	it.each([
		["charge.dispute.created", "P1", undefined],
		["payout.failed", "P1", undefined],
		["invoice.payment_failed", "P2", undefined],
		["customer.subscription.deleted", "P2", undefined],
		["charge.succeeded", "P3", true],
		["checkout.session.completed", "P3", true],
		["customer.created", "P3", undefined],
		["constructor", "P3", undefined],
	])("%s is a %s, a trade: %s", (type, severity, trade) => {
		const [alert] = read(source, toEvent(type)) ?? [];
		expect([alert?.severity, alert?.trade]).toEqual([severity, trade]);
	});

	it.each([
		["jpy", 1250, "JPY 1250"],
		["kwd", 1250, "KWD 1.250"],
		["isk", 1200, "ISK 12.00"],
		["usd", 0, "USD 0.00"],
	])("in %s counts %i as %s", (currency, amount, shown) => {
		expect(read(source, toEvent("charge.failed", { currency, amount }))?.[0]?.title).toBe(`charge.failed ${shown}`);
	});

	it("without an amount has none", () => {
		expect(read(source, toEvent("customer.created", { amount: undefined }))?.[0]?.title).toBe("customer.created");
		expect(read(source, toEvent("x", { currency: "<b>" }))?.[0]?.title).toBe("x");
	});

	it("of test mode says so", () => {
		expect(read(source, toEvent("charge.failed", {}, { livemode: false }))).toMatchObject([
			{ title: "Test: charge.failed EUR 12.50", url: "https://dashboard.stripe.com/test/events/evt_1" },
		]);
	});

	it("is not what has no id and type", () => {
		expect(read(source, { type: "charge.failed" })).toBeUndefined();
	});
});
