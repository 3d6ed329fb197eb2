import type { Alert } from "../../alert/alert.ts";
import type { Clock } from "../../platform/clock.ts";
import { readClient } from "../client-address.ts";
import { createIntake, createMinuteLimit } from "../intake.ts";
import { checkRelayOption, type IntakeOptions, resolveIntake } from "../intake-options.ts";
import { parseJson } from "../parse-json.ts";
import type { Refusal } from "../refusal.ts";
import type { Relay, RelayRequest } from "../request.ts";
import { respond } from "../respond.ts";
import { fromReceipt } from "../results.ts";
import { createSeenIds } from "../seen-ids.ts";
import type { RelayResult } from "../wire.ts";
import type { InboundSource, ReadHeader } from "./source.ts";

/** What an inbound endpoint may be told. */
export interface InboundOptions extends IntakeOptions {
	/** Whose payloads come in here. */
	readonly source: InboundSource;
}

/** A group of Alertmanager's with hundreds of alerts has a few hundred KiB; all bodies together never hold over 32 MiB. */
const STANDARD = { maxBodyBytes: 1_048_576, maxReading: 32 };
const SEEN_MS = 86_400_000;
const SEEN_IDS = 10_000;
const TRY_AGAIN: Refusal = { error: "busy", detail: "the notifier had no room, so the sender is to send it again" };

/**
 * An endpoint for what another system posts. One per source and path. It answers 200 for what was taken, 401 without a
 * genuine signature or token, 400 for what is not the source's, and 429 or 503 for what is to be sent again.
 *
 * @throws DatError `DAT_INVALID_OPTION` for wrong options; the endpoint itself never rejects.
 * @example
 * const inbound = createInbound({ notifier, source: github({ secret }) });
 * app.post("/github", (c) => inbound(c.req.raw));
 */
export function createInbound(options: InboundOptions): Relay {
	const settings = resolveIntake(options, STANDARD);
	const { clock, tell, trustProxy } = settings;
	const { source } = options;
	checkRelayOption(typeof source?.toAlerts === "function" && source.proof, "source", "such as alertmanager({ token })");
	const { proof } = source;
	const notGenuine: Refusal = { error: "token", detail: `the signature or token is not ${source.name}'s, or too old` };
	const intake = createIntake(settings);
	const raise = createInboundRaiser(options, settings.alertsPerMinute, clock);

	const take = (body: Uint8Array, header: ReadHeader): readonly RelayResult[] | Refusal => {
		const parsed = parseJson(body);
		if ("error" in parsed) return parsed;
		const alerts = source.toAlerts(parsed.json, header);
		if (!alerts) return { error: "bad_request", detail: `this is not what ${source.name} sends` };
		return raise(alerts, source.toDeliveryId?.(parsed.json, header));
	};
	const serve = async (
		request: RelayRequest,
		client: string | undefined,
	): Promise<readonly RelayResult[] | Refusal> => {
		const header: ReadHeader = (name) => request.headers.get(name);
		const refusal = intake.refuse(request, client);
		if (refusal) return refusal;
		if (proof.of === "header" && !(await proof.verify(header))) return notGenuine;
		const body = await intake.read(request, client);
		if ("error" in body) return body;
		if (proof.of === "body" && !(await proof.verify({ header, body, nowMs: clock.now() }))) return notGenuine;
		return take(body, header);
	};

	return (request, context) => {
		const client = readClient(request, context, trustProxy);
		return respond({ client, tell }, () => serve(request, client));
	};
}

type Raise = (alerts: readonly Alert[], deliveryId: string | undefined) => readonly RelayResult[] | Refusal;

/** Raises what a delivery holds, unless this very delivery was taken before. */
function createInboundRaiser({ notifier }: InboundOptions, perMinute: number, clock: Clock): Raise {
	const total = createMinuteLimit(perMinute, clock);
	const seen = createSeenIds(SEEN_IDS, SEEN_MS);
	return (alerts, deliveryId) => {
		if (deliveryId !== undefined && seen.has(deliveryId, clock.elapsed()))
			return alerts.map(() => ({ status: "accepted" }));
		if (!alerts.every(() => total("all")))
			return { error: "rate_limited", detail: "more alerts per minute than may come in" };
		const results = alerts.map((alert) => fromReceipt(notifier.notify(alert)));
		if (results.some(isWorthRetrying)) return TRY_AGAIN;
		if (deliveryId !== undefined) seen.add(deliveryId, clock.elapsed());
		return results;
	};
}

function isWorthRetrying(result: RelayResult): boolean {
	return result.status === "dropped" && (result.reason === "overflow" || result.reason === "closed");
}
