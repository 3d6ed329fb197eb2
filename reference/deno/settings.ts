import { MENTION } from "./message.ts";
import { DEFAULT_BASE, Webhook } from "./webhook.ts";

/** What can be set; what is not, comes from the environment (the variables are in PROTOCOL.md). Times are milliseconds. */
export interface Options {
	/** Channel to URL, instead of all webhooks of the environment; `default` stands in for all but the audit trail. */
	readonly webhooks?: Readonly<Record<string, string>>;
	readonly enabled?: boolean;
	readonly username?: string;
	/** The channel that gets the trail; default `audit`. */
	readonly audit?: string | false;
	/** Whom a P0 pings: `@everyone` (default), `@here`, `<@id>`, `<@&id>`, or empty for nobody. */
	readonly p0Mention?: string;
	/** Attempts of one alert that may fail by a 5xx or the network, and also retries after 429; default 5. */
	readonly maxAttempts?: number;
	/** The deadline of one attempt; default 10,000. */
	readonly timeoutMs?: number;
	/** The longest wait after a 429 that one alert sits out; default 30,000. */
	readonly maxWaitMs?: number;
	/** The base of the back-off; default 1000, its ceiling 30 times that. */
	readonly backoffMs?: number;
	/** Default 3 alerts of a key in 60,000 ms. */
	readonly throttle?:
		| { readonly max?: number; readonly windowMs?: number }
		| false;
	/** Alerts held for one webhook; default 500. */
	readonly queueMax?: number;
}

/** Options with nothing left open. */
export type Settings = ReturnType<typeof resolve>;

/** @throws {TypeError} for what cannot work; says what to write instead, and shows no URL */
export function resolve(options: Options) {
	const { throttle = {} } = options;
	const window = throttle === false ? { max: 0 } : throttle;
	return {
		webhooks: parse(options.webhooks ?? urlsOfEnvironment()),
		enabled: options.enabled ?? !isOff("NOTIFY_DISCORD_ENABLED"),
		username: options.username,
		audit: options.audit ?? "audit",
		p0Mention: checkMention(
			options.p0Mention ?? Deno.env.get("DISCORD_P0_MENTION") ?? "@everyone",
		),
		maxAttempts: options.maxAttempts ?? knob("DAT_MAX_ATTEMPTS", 5, 1, 10),
		timeoutMs: options.timeoutMs ?? knob("DAT_TIMEOUT_MS", 10_000, 1, 600_000),
		maxWaitMs: options.maxWaitMs ??
			knob("DAT_MAX_WAIT_MS", 30_000, 0, 86_400_000),
		backoffMs: options.backoffMs ?? knob("DAT_BACKOFF_MS", 1000, 1, 60_000),
		throttleMax: window.max ?? knob("DAT_THROTTLE_MAX", 3, 0, 1_000_000),
		throttleWindowMs: window.windowMs ??
			knob("DAT_THROTTLE_WINDOW_MS", 60_000, 1, 86_400_000),
		queueMax: options.queueMax ?? knob("DAT_QUEUE_MAX", 500, 1, 1_000_000),
	};
}

// #region tests
/**
 * A test run must page nobody. Only a Discord host is guarded: tests may well use a local one. `deno test` leaves no
 * variable, but outside of it `Deno.test` does nothing, and is named so.
 */
export function isGuarded(webhook: Webhook): boolean {
	const isTest = Deno.test.name === "test" ||
		(env("DAT_TEST") !== undefined && !isOff("DAT_TEST"));
	return isTest && webhook.isDiscord;
}
// #endregion tests

/** An empty variable is an unset one. */
function env(name: string): string | undefined {
	return Deno.env.get(name) || undefined;
}

function isOff(name: string): boolean {
	return ["0", "false", "no", "off"].includes(env(name)?.toLowerCase() ?? "");
}

function knob(
	name: string,
	fallback: number,
	least: number,
	most: number,
): number {
	const value = env(name);
	const number = value === undefined ? fallback : Number(value);
	if (Number.isInteger(number) && number >= least && number <= most) {
		return number;
	}
	console.warn(
		`dat: ${name} must be a number from ${least} to ${most}; using ${fallback}`,
	);
	return fallback;
}

function checkMention(mention: string): string {
	if (mention.split(/\s+/).every((who) => who === "" || MENTION.test(who))) {
		return mention;
	}
	throw new TypeError(
		"DISCORD_P0_MENTION must be @everyone, @here, <@id>, <@&id>, or empty for nobody",
	);
}

function urlsOfEnvironment(): Record<string, string> {
	const found: Record<string, string | undefined> = {
		default: url("DISCORD_WEBHOOK") ?? url("DISCORD_WEBHOOK_URL"),
	};
	for (const channel of ["alerts", "info", "trades", "dev", "audit"]) {
		found[channel] = url(`DISCORD_WEBHOOK_${channel.toUpperCase()}`);
	}
	const given = Object.entries(found).filter(([, value]) => value);
	return Object.fromEntries(given) as Record<string, string>;
}

/** From the variable, or from the file named by it with _FILE behind it. */
function url(name: string): string | undefined {
	const file = env(`${name}_FILE`);
	if (env(name) || file === undefined) return env(name);
	try {
		return Deno.readTextFileSync(file).trim();
	} catch (error) {
		const { name: kind } = error as Error;
		throw new TypeError(`${name}_FILE cannot be read (${kind})`);
	}
}

function parse(
	urls: Readonly<Record<string, string>>,
): ReadonlyMap<string, Webhook> {
	const base = env("DISCORD_API_BASE") ?? DEFAULT_BASE;
	const webhooks = new Map<string, Webhook>();
	for (const [channel, given] of Object.entries(urls)) {
		try {
			webhooks.set(channel, new Webhook(given, base));
		} catch (error) {
			const { message } = error as Error;
			throw new TypeError(`webhook of ${channel}: ${message}`);
		}
	}
	return webhooks;
}
