import type { Severity } from "../alert/severity.ts";

/** The channels that routing knows; users may add their own. */
export const CHANNELS = ["alerts", "info", "trades", "dev", "audit"] as const;

/** The name under which `webhooks` holds the fallback of every channel but `audit`. */
export const DEFAULT_CHANNEL = "default";

/**
 * Where a severity goes: P0 and P1 to `alerts`, P2 and P3 to `info`, a P3 trade to `trades`, DEV to `dev` (design rule 1).
 *
 * @example
 * channelFor("P3", true); // "trades"
 */
export function channelFor(severity: Severity, trade = false): string {
	if (severity === "P3" && trade) return "trades";
	return severity === "DEV" ? "dev" : severity === "P0" || severity === "P1" ? "alerts" : "info";
}

/** What the router reads of an alert. */
export interface Routed {
	readonly severity: Severity;
	readonly trade: boolean;
	readonly channel: string | undefined;
}

/** The channel of an alert, and the name of the webhook that serves it; `undefined` when none does. */
export interface Route {
	readonly channel: string;
	readonly webhook: string | undefined;
}

/** Finds the way of an alert. */
export function decideRoute(alert: Routed, isKnown: (channel: string) => boolean): Route {
	const channel = alert.channel ?? channelFor(alert.severity, alert.trade);
	if (isKnown(channel)) return { channel, webhook: channel };
	return { channel, webhook: channel !== "audit" && isKnown(DEFAULT_CHANNEL) ? DEFAULT_CHANNEL : undefined };
}

/** The live channel that carries what `channel` cannot: the known ones first, then the user's own, `audit` last. */
export function failoverOrder(channel: string, live: readonly string[]): string | undefined {
	const others = live.filter((name) => name !== channel);
	const known: readonly string[] = CHANNELS.slice(0, -1);
	return known.find((name) => others.includes(name)) ?? others.find((name) => name !== "audit") ?? others[0];
}
