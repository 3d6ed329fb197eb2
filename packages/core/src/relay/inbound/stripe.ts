import type { Alert } from "../../alert/alert.ts";
import { defined } from "../../alert/defined.ts";
import type { Severity } from "../../alert/severity.ts";
import { readMember } from "../../alert/show-value.ts";
import { checkNumber, type NumberBounds } from "../../errors/check-number.ts";
import { createHmac } from "../hmac.ts";
import { checkRelayOption } from "../intake-options.ts";
import { showAmount } from "./amount.ts";
import { textOf } from "./read-payload.ts";
import type { Evidence, InboundSource } from "./source.ts";

/** What the Stripe source may be told. */
export interface StripeOptions {
	/** The signing secret of the endpoint, `whsec_…`. */
	readonly secret: string;
	/** How old a signature may be, seconds. Default 300, 1 to 86,400. */
	readonly toleranceSeconds?: number;
}

const TOLERANCE_S: NumberBounds = [300, 1, 86_400];
const encoder = new TextEncoder();

/** Types of events that are not plain from their last word; the sales go to `trades` in blue. */
const SEVERITIES: Readonly<Record<string, Severity | "sale">> = {
	"charge.dispute.created": "P1",
	"payout.failed": "P1",
	"radar.early_fraud_warning.created": "P1",
	"customer.subscription.deleted": "P2",
	"charge.succeeded": "sale",
	"payment_intent.succeeded": "sale",
	"checkout.session.completed": "sale",
	"invoice.paid": "sale",
};

/**
 * Stripe's events, their `Stripe-Signature` verified (https://docs.stripe.com/webhooks/signature). What failed is a P2,
 * disputes, fraud warnings and failed payouts a P1, sales are trades, all else a P3. Choose the events in the dashboard.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: stripe({ secret: process.env.STRIPE_WEBHOOK_SECRET ?? "" }) });
 */
export function stripe({ secret, toleranceSeconds }: StripeOptions): InboundSource {
	checkRelayOption(typeof secret === "string" && secret !== "", "secret", "the endpoint's signing secret, whsec_…");
	const toleranceMs = checkNumber("toleranceSeconds", toleranceSeconds, TOLERANCE_S) * 1000;
	return {
		name: "stripe",
		proof: { of: "body", verify: createVerifier(secret, toleranceMs) },
		toAlerts: (payload) => {
			const [id, type] = [textOf(payload, "id"), textOf(payload, "type")];
			return id === undefined || type === undefined ? undefined : [toAlert(payload, id, type)];
		},
		toDeliveryId: (payload) => textOf(payload, "id"),
	};
}

function createVerifier(secret: string, toleranceMs: number): (evidence: Evidence) => Promise<boolean> {
	const hmac = createHmac(secret);
	return async ({ header, body, nowMs }) => {
		const parts = (header("stripe-signature") ?? "").split(",").map((part) => part.trim().split("="));
		const [, time = ""] = parts.find(([name]) => name === "t") ?? [];
		const signed = concat(encoder.encode(`${time}.`), body);
		// While a secret is rolled there are several; no honest header has more than a few.
		const signatures = parts.filter(([name]) => name === "v1").slice(0, 5);
		const verdicts = await Promise.all(signatures.map(([, signature = ""]) => hmac.verify(signature, signed)));
		return verdicts.includes(true) && Math.abs(nowMs - Number(time) * 1000) <= toleranceMs;
	};
}

function toAlert(payload: unknown, id: string, type: string): Alert {
	const isLive = readMember(payload, "livemode") === true;
	const object = readMember(readMember(payload, "data"), "object");
	const severity = (Object.hasOwn(SEVERITIES, type) && SEVERITIES[type]) || (/failed$/.test(type) ? "P2" : "P3");
	const amount = showAmount(object);
	const created = Number(textOf(payload, "created"));
	return defined({
		severity: severity === "sale" ? "P3" : severity,
		trade: severity === "sale" || undefined,
		title: `${isLive ? "" : "Test: "}${type}${amount ? ` ${amount}` : ""}`,
		description: textOf(object, "failure_message") ?? textOf(object, "last_payment_error", "message"),
		fields: defined({
			object: textOf(object, "id"),
			customer: textOf(object, "customer"),
			reason: textOf(object, "reason"),
		}),
		key: `stripe ${type} ${textOf(object, "id") ?? id}`,
		url: `https://dashboard.stripe.com/${isLive ? "" : "test/"}events/${id}`,
		footer: "stripe",
		timestamp: created > 0 && created < 1e11 ? new Date(created * 1000).toISOString() : undefined,
	});
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(one.length + other.length);
	both.set(one);
	both.set(other, one.length);
	return both;
}
