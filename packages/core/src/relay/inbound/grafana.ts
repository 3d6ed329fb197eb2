import { toGroupAlert } from "./alert-group.ts";
import { type BearerOptions, bearerProof } from "./bearer.ts";
import { textOf } from "./read-payload.ts";
import type { SeverityWords } from "./severities.ts";
import type { InboundSource } from "./source.ts";

/** What the Grafana source may be told. */
export interface GrafanaOptions extends BearerOptions {
	/** What the label `severity` says to a severity, over the usual words; `{ critical: "P0" }` pings. */
	readonly severities?: SeverityWords;
}

/**
 * The webhook contact point of Grafana's alerting
 * (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/):
 * one alert per group, with links to panel, dashboard and silence.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: grafana({ token: process.env.GRAFANA_TOKEN ?? "" }) });
 */
export function grafana(options: GrafanaOptions): InboundSource {
	const style = {
		name: "grafana",
		severities: options.severities,
		toUrl: (alert: unknown) =>
			textOf(alert, "panelURL") ?? textOf(alert, "dashboardURL") ?? textOf(alert, "generatorURL"),
		toLinks: (alert: unknown) => ({
			panel: textOf(alert, "panelURL"),
			dashboard: textOf(alert, "dashboardURL"),
			rule: textOf(alert, "generatorURL"),
			silence: textOf(alert, "silenceURL"),
			runbook: textOf(alert, "annotations", "runbook_url"),
		}),
	};
	return {
		name: style.name,
		proof: bearerProof(options),
		toAlerts: (payload) => {
			const alert = toGroupAlert(payload, style);
			return alert && [alert];
		},
	};
}
