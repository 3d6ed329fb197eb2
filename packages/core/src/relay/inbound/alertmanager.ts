import { toGroupAlert } from "./alert-group.ts";
import { type BearerOptions, bearerProof } from "./bearer.ts";
import { textOf } from "./read-payload.ts";
import type { SeverityWords } from "./severities.ts";
import type { InboundSource } from "./source.ts";

/** What the Alertmanager source may be told. */
export interface AlertmanagerOptions extends BearerOptions {
	/** What the label `severity` says to a severity, over the usual words; `{ critical: "P0" }` pings. */
	readonly severities?: SeverityWords;
}

/**
 * Prometheus Alertmanager's webhook, version 4
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config): one alert per group, with `groupKey` as key.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: alertmanager({ token: process.env.ALERTMANAGER_TOKEN ?? "" }) });
 */
export function alertmanager(options: AlertmanagerOptions): InboundSource {
	const style = {
		name: "alertmanager",
		severities: options.severities,
		toUrl: (alert: unknown) => textOf(alert, "generatorURL"),
		toLinks: (alert: unknown) => ({
			source: textOf(alert, "generatorURL"),
			runbook: textOf(alert, "annotations", "runbook_url"),
		}),
	};
	return {
		name: style.name,
		proof: bearerProof(options),
		toAlerts: (payload) => {
			const alert = textOf(payload, "version") === "4" ? toGroupAlert(payload, style) : undefined;
			return alert && [alert];
		},
	};
}
