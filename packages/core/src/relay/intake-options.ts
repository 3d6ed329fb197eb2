import { checkNumber, type NumberBounds } from "../errors/check-number.ts";
import { DatError } from "../errors/dat-error.ts";
import type { Notifier } from "../notifier/notifier.ts";
import { checkOptions } from "../options/check-options.ts";
import type { Clock } from "../platform/clock.ts";
import type { TrustProxy } from "./client-address.ts";
import type { Refusal } from "./refusal.ts";
import { webClock } from "./web-clock.ts";
import type { RelayError } from "./wire.ts";

/** What was not taken. The network hears one constant word of it. */
export interface RelayRefused {
	/** `alert` when one alert of a request is wrong and the others were taken. */
	readonly error: RelayError | "alert";
	/** One sentence that says what to write instead. It may repeat 40 characters of what was sent, without those that a log or a terminal obeys. */
	readonly detail: string;
	/** The client's address, when it is known; of IPv6 its /64. */
	readonly client?: string;
}

/** What every endpoint that takes alerts from outside may be told. */
export interface IntakeOptions {
	/** Raises the alerts. One of its own, with a webhook of its own, keeps strangers apart from your servers' alerts. */
	readonly notifier: Pick<Notifier, "notify" | "send">;
	/** Whom to believe about the client's address. Default 0: only the connection. */
	readonly trustProxy?: TrustProxy;
	/** Requests of one address in any minute. Default 120, 1 to 1000. */
	readonly requestsPerMinute?: number;
	/** Alerts in any minute, of all senders together. Default 600, 1 to 1000. */
	readonly alertsPerMinute?: number;
	/** Requests that may be read at the same time; one address gets at most 8 of them. Default 256, for inbound 32; 8 to 10,000. */
	readonly maxReading?: number;
	/** How long a body may take to come, ms. Default 10,000, 100 to 120,000. */
	readonly readTimeoutMs?: number;
	/** Bytes of a body. Default 65,536 (the largest beacon), for inbound 1,048,576; 1024 to 26,214,400. */
	readonly maxBodyBytes?: number;
	/** Hears what was not taken, and why. Called for every refused request: in a flood that is often. */
	readonly onRefused?: (refused: RelayRefused) => void;
	/** In place of the runtime's time. */
	readonly clock?: Clock;
}

/** {@link IntakeOptions} with defaults in place. */
export interface IntakeSettings extends Required<Omit<IntakeOptions, "onRefused">> {
	readonly tell: (refusal: Refusal | { readonly error: "alert"; readonly detail: string }, client?: string) => void;
}

/** Default, least and most. */
const NUMBERS = {
	requestsPerMinute: [120, 1, 1000],
	alertsPerMinute: [600, 1, 1000],
	readTimeoutMs: [10_000, 100, 120_000],
} as const satisfies Record<string, NumberBounds>;

/** Where relay and inbound differ: together they bound the memory of all bodies. */
export interface IntakeStandard {
	readonly maxBodyBytes: number;
	readonly maxReading: number;
}

const MOST_PROXIES = 10;

/**
 * Checks what is common to relay and inbound.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 */
export function resolveIntake(options: IntakeOptions, standard: IntakeStandard): IntakeSettings {
	checkOptions(options);
	const { notifier, trustProxy = 0, onRefused, clock = webClock } = options;
	const hasNotifier = typeof notifier?.notify === "function" && typeof notifier.send === "function";
	checkRelayOption(hasNotifier, "notifier", "what createNotifier() returns");
	const isProxyCount = Number.isInteger(trustProxy) && Number(trustProxy) >= 0 && Number(trustProxy) <= MOST_PROXIES;
	const isHeader = typeof trustProxy === "string" && /^[a-z0-9-]+$/i.test(trustProxy) && !isForwarded(trustProxy);
	checkRelayOption(
		isProxyCount || isHeader,
		"trustProxy",
		`how many proxies stand before the relay, 0 to ${MOST_PROXIES}, or the one header that your proxy sets, such as "cf-connecting-ip"`,
	);
	checkRelayOption(onRefused === undefined || typeof onRefused === "function", "onRefused", "a function");
	const number = (name: keyof typeof NUMBERS): number => checkNumber(name, options[name], NUMBERS[name]);
	return {
		notifier,
		trustProxy,
		clock,
		requestsPerMinute: number("requestsPerMinute"),
		alertsPerMinute: number("alertsPerMinute"),
		maxReading: checkNumber("maxReading", options.maxReading, [standard.maxReading, 8, 10_000]),
		readTimeoutMs: number("readTimeoutMs"),
		maxBodyBytes: checkNumber("maxBodyBytes", options.maxBodyBytes, [standard.maxBodyBytes, 1024, 26_214_400]),
		tell: ({ error, detail }, client) => {
			try {
				onRefused?.({ error, detail, ...(client !== undefined && { client }) });
			} catch {
				// Whoever listens must not be able to stop alerts.
			}
		},
	};
}

/** @throws DatError `DAT_INVALID_OPTION`; what was given may be a secret, and is not repeated. */
export function checkRelayOption(isRight: unknown, option: string, instead: string): asserts isRight {
	if (!isRight) throw new DatError("DAT_INVALID_OPTION", `${option} is not usable; write ${instead}`);
}

/** This header grows by one entry per proxy, and its first ones are the client's own invention. */
function isForwarded(header: string): boolean {
	return header.toLowerCase() === "x-forwarded-for";
}
