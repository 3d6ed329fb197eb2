import type { Alert } from "../../alert/alert.ts";
import { defined } from "../../alert/defined.ts";
import type { Severity } from "../../alert/severity.ts";
import { readMember } from "../../alert/show-value.ts";
import { type BearerOptions, bearerProof } from "./bearer.ts";
import { textOf } from "./read-payload.ts";
import type { InboundSource } from "./source.ts";

/** What the Uptime Kuma source may be told. */
export interface UptimeKumaOptions extends BearerOptions {
	/** How bad it is when a monitor is down. Default P1. */
	readonly down?: Severity;
}

/** Uptime Kuma's numbers for the state of a monitor. */
const STATES: Readonly<Record<string, readonly [word: string, severity: Severity]>> = {
	"0": ["Down", "P1"],
	"1": ["Up", "P3"],
	"2": ["Pending", "P3"],
	"3": ["Maintenance", "P3"],
};

/**
 * Uptime Kuma's webhook notification with the JSON preset; the token goes into its "Additional Headers".
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: uptimeKuma({ token: process.env.KUMA_TOKEN ?? "", down: "P0" }) });
 */
export function uptimeKuma(options: UptimeKumaOptions): InboundSource {
	return {
		name: "uptime-kuma",
		proof: bearerProof(options),
		toAlerts: (payload) => {
			const msg = textOf(payload, "msg");
			if (msg === undefined) return undefined;
			// What its "Test" button sends, and what certificates that expire send, have no heartbeat.
			if (!readMember(payload, "heartbeat")) return [{ severity: "P3", title: msg, footer: "uptime-kuma" }];
			return [toAlert(payload, msg, options.down)];
		},
	};
}

function toAlert(payload: unknown, msg: string, down: Severity = "P1"): Alert {
	const status = textOf(payload, "heartbeat", "status") ?? "";
	const [word, severity] = STATES[status] ?? ["Unknown", "P2"];
	const monitor = textOf(payload, "monitor", "name") ?? "monitor";
	return defined({
		severity: status === "0" ? down : severity,
		title: `${word}: ${monitor}`,
		description: textOf(payload, "heartbeat", "msg") ?? msg,
		fields: defined({
			type: textOf(payload, "monitor", "type"),
			host: textOf(payload, "monitor", "hostname"),
			ping: withUnit(textOf(payload, "heartbeat", "ping"), "ms"),
		}),
		key: `uptime-kuma ${textOf(payload, "monitor", "id") ?? monitor} ${word}`,
		url: toUrl(textOf(payload, "monitor", "url")),
		footer: "uptime-kuma",
	});
}

/** A monitor without a page to look at has `https://` in this place. */
function toUrl(url: string | undefined): string | undefined {
	return url === "https://" || url === "http://" ? undefined : url;
}

function withUnit(value: string | undefined, unit: string): string | undefined {
	return value && `${value} ${unit}`;
}
