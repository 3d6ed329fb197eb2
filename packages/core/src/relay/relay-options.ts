import { checkNumber, type NumberBounds } from "../errors/check-number.ts";
import { checkRelayOption, type IntakeOptions, type IntakeSettings, resolveIntake } from "./intake-options.ts";
import type { PageRights } from "./page-alert.ts";
import { checkTokenKey } from "./page-token.ts";

/** What a relay may be told. */
export interface RelayOptions extends IntakeOptions {
	/** Origins whose pages may raise alerts, such as `https://shop.example`. The relay's own origin needs no mention. */
	readonly origins: readonly string[];
	/** Channels a page may name; `trades` lets `trade` count. Default none: alerts go by their severity. */
	readonly channels?: readonly string[];
	/** Lets pages raise a P0, which pings. Default false: it becomes a P1. */
	readonly allowP0?: boolean;
	/** Asks for page tokens made with this key (see `createPageToken`); with several, the old ones stay good. Default none. */
	readonly tokenKey?: string | readonly string[];
	/** Alerts of one page token, or without tokens of one address, in any minute. Default 120, 1 to 1000. */
	readonly alertsPerSender?: number;
	/** Alerts of one request. Default 100, 1 to 1000. */
	readonly maxAlerts?: number;
	/** How long a request that asks for outcomes waits for them, ms. Default 5000, 0 to 60,000. */
	readonly outcomeTimeoutMs?: number;
}

/** {@link RelayOptions} with defaults in place. */
export interface RelaySettings extends IntakeSettings, PageRights {
	/** None when pages need no token. */
	readonly tokenKeys: readonly string[];
	readonly alertsPerSender: number;
	readonly maxAlerts: number;
	readonly outcomeTimeoutMs: number;
}

/** The largest beacon of Chromium (measured, 156); all bodies together never hold over 16 MiB. */
const STANDARD = { maxBodyBytes: 65_536, maxReading: 256 };

/** Default, least and most. */
const NUMBERS = {
	alertsPerSender: [120, 1, 1000],
	maxAlerts: [100, 1, 1000],
	outcomeTimeoutMs: [5000, 0, 60_000],
} as const satisfies Record<string, NumberBounds>;

/**
 * Checks options and fills in defaults.
 *
 * @throws DatError `DAT_INVALID_OPTION`, with what to write instead.
 */
export function resolveRelayOptions(options: RelayOptions): RelaySettings {
	const intake = resolveIntake(options, STANDARD);
	const { origins, channels = [], allowP0 = false, tokenKey = [] } = options;
	checkRelayOption(
		Array.isArray(origins) && origins.every(isOrigin),
		"origins",
		'a list of scheme and host without a path, such as ["https://shop.example"]; "*" would let every site in',
	);
	checkRelayOption(isTexts(channels), "channels", 'a list of channel names, such as ["dev"]');
	checkRelayOption(typeof allowP0 === "boolean", "allowP0", "true or false");
	const tokenKeys = [tokenKey].flat();
	for (const key of tokenKeys) checkTokenKey("tokenKey", key);
	const number = (name: keyof typeof NUMBERS): number => checkNumber(name, options[name], NUMBERS[name]);
	return {
		...intake,
		origins: new Set(origins),
		channels: new Set(channels),
		allowP0,
		tokenKeys,
		alertsPerSender: number("alertsPerSender"),
		maxAlerts: number("maxAlerts"),
		outcomeTimeoutMs: number("outcomeTimeoutMs"),
	};
}

function isTexts(value: unknown): boolean {
	return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isOrigin(value: unknown): boolean {
	try {
		return typeof value === "string" && value !== "null" && new URL(value).origin === value;
	} catch {
		return false;
	}
}
