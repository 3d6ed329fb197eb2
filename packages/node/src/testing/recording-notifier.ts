import type { FetchLike } from "@dat/core";
import { createNotifier, type NodeNotifier } from "../notifier.ts";
import type { NodeNotifierOptions } from "../options.ts";
import { type RecordedAlert, recordInto } from "./recorder.ts";

/** A notifier that sends nothing and keeps what was raised. */
export interface RecordingNotifier extends NodeNotifier {
	/** What was raised by it, oldest first; at most 10,000. */
	readonly alerts: readonly RecordedAlert[];
}

/** Webhooks that nobody has, because nothing is sent. */
const webhooks = Object.fromEntries(
	["default", "audit"].map((channel, index) => [
		channel,
		`https://discord.com/api/webhooks/${`${index + 1}`.repeat(18)}/${"x".repeat(68)}`,
	]),
);

/** Discord's yes. */
const fetch: FetchLike = async () => ({
	status: 200,
	headers: { get: () => null },
	text: async () => JSON.stringify({ id: "3".repeat(18) }),
});

/**
 * A notifier for code that is given one: all is real (routing, throttle, outcomes) but for Discord, which takes everything.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createRecordingNotifier();
 * await new Checkout(notifier).pay(card);
 * assert.equal(notifier.alerts[0]?.title, "payment failed");
 */
export function createRecordingNotifier(options: NodeNotifierOptions = {}): RecordingNotifier {
	const notifier = createNotifier({ webhooks, pacing: false, flushOnExit: false, fetch, ...options });
	const alerts: RecordedAlert[] = [];
	return { ...notifier, ...recordInto(alerts, notifier), alerts };
}
