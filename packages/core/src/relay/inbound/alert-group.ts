import type { Alert } from "../../alert/alert.ts";
import { defined } from "../../alert/defined.ts";
import { isWorse, type Severity } from "../../alert/severity.ts";
import { fieldsOf, listOf, textOf, timeOf } from "./read-payload.ts";
import { type SeverityWords, toSeverity } from "./severities.ts";

/** What differs between those who post groups of alerts in Alertmanager's shape. */
export interface GroupStyle {
	readonly name: string;
	readonly severities: SeverityWords | undefined;
	/** Where a single alert is best looked at. */
	readonly toUrl: (alert: unknown) => string | undefined;
	/** More links of an alert, label to URL. */
	readonly toLinks: (alert: unknown) => Readonly<Record<string, string | undefined>>;
}

const SHOWN = 10;

/** One alert for a group, as Alertmanager's webhook version 4 and Grafana post it. `undefined` for anything else. */
export function toGroupAlert(payload: unknown, style: GroupStyle): Alert | undefined {
	const alerts = listOf(payload, "alerts");
	const groupKey = textOf(payload, "groupKey");
	const status = textOf(payload, "status");
	if (groupKey === undefined || status === undefined || alerts.length === 0) return undefined;
	const isFiring = status === "firing";
	const shown = isFiring ? alerts.filter((alert) => textOf(alert, "status") !== "resolved") : alerts;
	const [first = alerts[0]] = shown;
	const name = textOf(payload, "commonLabels", "alertname") ?? textOf(payload, "groupLabels", "alertname") ?? groupKey;
	return defined({
		severity: isFiring ? worst(shown, style.severities) : "P3",
		title: `${isFiring ? "Firing" : "Resolved"}: ${name}${shown.length > 1 ? ` (${shown.length})` : ""}`,
		description: [...shown.slice(0, SHOWN).map((alert) => describe(alert, style)), leftOut(payload, shown.length)]
			.filter(Boolean)
			.join("\n\n"),
		fields: fieldsOf(payload, "commonLabels"),
		key: `${style.name} ${status} ${groupKey}`,
		url: shown.length === 1 ? style.toUrl(first) : textOf(payload, "externalURL"),
		footer: [style.name, textOf(payload, "receiver")].filter(Boolean).join(" · "),
		timestamp: timeOf(first, isFiring ? "startsAt" : "endsAt"),
	});
}

function worst(alerts: readonly unknown[], own: SeverityWords | undefined): Severity {
	return alerts
		.map((alert) => toSeverity(textOf(alert, "labels", "severity") ?? textOf(alert, "labels", "priority"), own))
		.reduce((one, other) => (isWorse(other, one) ? other : one), "DEV");
}

function describe(alert: unknown, { toLinks }: GroupStyle): string {
	const links = Object.entries(toLinks(alert)).flatMap(([label, url]) => (url ? [`[${label}](${url})`] : []));
	const text = ["summary", "description"].map((name) => textOf(alert, "annotations", name));
	return [...text, links.join(" · ")].filter(Boolean).join("\n") || inline(fieldsOf(alert, "labels"));
}

function inline(labels: Readonly<Record<string, string>>): string {
	return Object.entries(labels)
		.map(([name, value]) => `${name}=${value}`)
		.join(", ");
}

function leftOut(payload: unknown, shown: number): string | undefined {
	const more = Math.max(0, shown - SHOWN) + Number(textOf(payload, "truncatedAlerts") ?? 0);
	return more > 0 ? `and ${more} more` : undefined;
}
