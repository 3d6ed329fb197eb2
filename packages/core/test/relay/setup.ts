import type { Alert, Outcome } from "@dat/core";
import { createRelay, type Relay, type RelayAnswer, type RelayOptions, type RelayRefused } from "@dat/core/relay";
import { createVirtualClock, type VirtualClock } from "@dat/core/testing";

export const ORIGIN = "https://shop.example";
export const KEY = "k".repeat(32);

/** A relay in front of a notifier that only writes down. */
export interface RelaySetup {
	readonly relay: Relay;
	readonly clock: VirtualClock;
	readonly raised: Alert[];
	readonly refused: RelayRefused[];
	/** Posts a body as a page of {@link ORIGIN} does. */
	post(body: unknown, init?: PostInit): Promise<Response>;
	/** Posts alerts as a batch, and reads the answer. */
	batch(alerts: readonly unknown[], members?: Record<string, unknown>, init?: PostInit): Promise<RelayAnswer>;
}

export interface PostInit {
	readonly method?: string;
	readonly url?: string;
	readonly headers?: Record<string, string | undefined>;
	readonly address?: string | undefined;
}

/** A notifier that writes down what it is to raise. */
export function createWriter(outcome: Outcome = delivered(), raised: Alert[] = []) {
	return {
		raised,
		notify: (alert: Alert) => {
			raised.push(alert);
			return { id: "0".repeat(32), state: "queued" as const };
		},
		send: async (alert: Alert) => {
			raised.push(alert);
			return outcome;
		},
	};
}

export function setup(options: Partial<RelayOptions> & { readonly outcome?: Outcome } = {}): RelaySetup {
	const clock = createVirtualClock();
	const { outcome, ...rest } = options;
	const writer = createWriter(outcome);
	const refused: RelayRefused[] = [];
	const relay = createRelay({
		notifier: writer,
		origins: [ORIGIN],
		clock,
		onRefused: (what) => refused.push(what),
		...rest,
	});
	const post: RelaySetup["post"] = (body, init = {}) =>
		relay(toRequest(body, init), { remoteAddr: { hostname: init.address ?? "192.0.2.1" } });
	return {
		relay,
		clock,
		raised: writer.raised,
		refused,
		post,
		batch: async (alerts, members = {}, init = {}) => {
			const response = await post(toBatch(alerts, { sentAtMs: clock.now(), ...members }), init);
			return (await response.json()) as RelayAnswer;
		},
	};
}

export function toRequest(
	body: unknown,
	{ method = "POST", url = "https://relay.example/alerts", headers }: PostInit = {},
) {
	const all = { origin: ORIGIN, "content-type": "text/plain;charset=UTF-8", ...headers };
	const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return new Request(url, {
		method,
		headers: given,
		...(method === "POST" && {
			body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
		}),
	});
}

let ids = 0;

/** An id of its own for every alert that has none. */
export function nextId(): string {
	return (++ids).toString(16).padStart(32, "0");
}

export function toBatch(alerts: readonly unknown[], members: Record<string, unknown> = {}): Record<string, unknown> {
	const sentAtMs = members["sentAtMs"] ?? 0;
	return {
		v: 1,
		sentAtMs,
		alerts: alerts.map((alert) => ({ id: nextId(), raisedAtMs: sentAtMs, alert })),
		...members,
	};
}

export function delivered(): Outcome {
	return {
		status: "delivered",
		id: "f".repeat(32),
		channel: "secret-channel",
		messageId: "1",
		coalesced: 2,
		attempts: 3,
	};
}
