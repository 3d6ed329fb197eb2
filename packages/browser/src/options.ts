import { DatError, type NotifierOptions } from "@dat/core";
import { checkNumber, type NumberBounds } from "@dat/core/adapter";
import type { TokenOption } from "./delivery/relay-address.ts";
import type { OpenStore } from "./store/page-store.ts";

/** What a page may be told. Webhooks, names, mentions and the rest are the relay's. */
export interface BrowserNotifierOptions
	extends Pick<NotifierOptions, "enabled" | "throttle" | "observer" | "onOutcome"> {
	/** The URL of the relay; a path such as `/alerts` for the page's own server. */
	readonly relay: string;
	/** The page token, when the relay asks for one, or what gets one from your server; asked again when it has expired. */
	readonly token?: TokenOption;
	/** What may wait in the page. */
	readonly queue?: {
		/** Alerts; beyond it the least severe and oldest are given up, and the relay is told how many. Default 500, 1 to 10,000. */
		readonly max?: number;
	};
	/** Keeps alerts over the end of the page: `createStore()`. Default: none. */
	readonly store?: OpenStore;
	/** How long an alert is tried, ms; the relay knows an alert again for a day. Default 86,400,000 (24 h), 1 to 86,400,000. */
	readonly maxAgeMs?: number;
}

/** {@link BrowserNotifierOptions}, checked and with the defaults of numbers in place. */
export interface BrowserSettings extends BrowserNotifierOptions {
	/** Absolute. */
	readonly relay: string;
	readonly queueMax: number;
	readonly maxAgeMs: number;
}

/** Default, least and most. */
const QUEUE_MAX: NumberBounds = [500, 1, 10_000];
const MAX_AGE_MS: NumberBounds = [86_400_000, 1, 86_400_000];

/**
 * Checks options and fills in defaults.
 *
 * @throws DatError `DAT_INVALID_OPTION`, with what to write instead.
 */
export function resolveOptions(given: BrowserNotifierOptions): BrowserSettings {
	const relay = readRelay(given?.relay);
	const check = (name: "enabled" | "token" | "store", types: string): void => {
		if (!`undefined ${types}`.includes(typeof given[name])) refuse(name, `a ${types}`);
	};
	check("enabled", "boolean");
	check("token", "string or function");
	check("store", "function, as createStore() makes");
	return {
		...given,
		relay,
		queueMax: checkNumber("queue.max", given.queue?.max, QUEUE_MAX),
		maxAgeMs: checkNumber("maxAgeMs", given.maxAgeMs, MAX_AGE_MS),
	};
}

/** Over http, and not to a webhook. */
const RELAY = /^https?:(?!.*\/api\/.*webhooks\/)/;

function readRelay(given: string): string {
	// A page of blob: or about: has no URL that a path could be added to.
	const url =
		typeof given === "string" && given && URL.canParse(given, location.href) ? new URL(given, location.href).href : "";
	if (RELAY.test(url)) return url;
	return refuse("relay", 'the URL of a relay, such as "/alerts", never a webhook');
}

/** What was given may be a secret, and is not repeated. */
function refuse(option: string, instead: string): never {
	throw new DatError("DAT_INVALID_OPTION", `${option} is not usable; write ${instead}`);
}
