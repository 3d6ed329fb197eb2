import type { Alert } from "@dat/core";
import { createInbound, type InboundSource, type RelayRefused } from "@dat/core/relay";
import { createVirtualClock } from "@dat/core/testing";
import { createWriter } from "../setup.ts";

export const TOKEN = "t".repeat(16);

/** What a source makes of a payload, without the endpoint around it. */
export function read(
	source: InboundSource,
	payload: unknown,
	headers: Record<string, string> = {},
): readonly Alert[] | undefined {
	const given = new Headers(headers);
	return source.toAlerts(payload, (name) => given.get(name));
}

/** An endpoint in front of a notifier that writes down. */
export function setupInbound(source: InboundSource, notifier = createWriter()) {
	const clock = createVirtualClock();
	const refused: RelayRefused[] = [];
	const inbound = createInbound({ notifier, source, clock, onRefused: (what) => refused.push(what) });
	return {
		clock,
		refused,
		raised: notifier.raised,
		post: async (body: string, headers: Record<string, string> = {}) => {
			const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
			const response = await inbound(new Request("https://relay.example/in", init));
			return { status: response.status, answer: await response.json() };
		},
	};
}
