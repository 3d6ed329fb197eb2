import { grafana } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, TOKEN } from "./setup.ts";

const source = grafana({ token: TOKEN });

/** The shape of Grafana's webhook contact point: Alertmanager's, with links of Grafana's own. */
const payload = {
	receiver: "dat",
	status: "firing",
	orgId: 1,
	alerts: [
		{
			status: "firing",
			labels: { alertname: "High memory", severity: "critical", zone: "eu-1" },
			annotations: { summary: "Memory of eu-1 is over 90 %", runbook_url: "https://runbooks.example/memory" },
			startsAt: "2026-03-01T10:00:00.157076+02:00",
			endsAt: "0001-01-01T00:00:00Z",
			values: { B: 44.2, C: 1 },
			generatorURL: "https://grafana.example/alerting/1/edit",
			fingerprint: "c6eadffa33fcdf37",
			silenceURL: "https://grafana.example/alerting/silence/new",
			dashboardURL: "https://grafana.example/d/abc",
			panelURL: "https://grafana.example/d/abc?viewPanel=2",
		},
	],
	groupLabels: { alertname: "High memory" },
	commonLabels: { alertname: "High memory", zone: "eu-1" },
	commonAnnotations: {},
	externalURL: "https://grafana.example/",
	version: "1",
	groupKey: '{}/{}:{alertname="High memory"}',
	truncatedAlerts: 0,
	title: "[FIRING:1] High memory",
	state: "alerting",
	message: "**Firing** …",
};

describe("Grafana's contact point", () => {
	it("raises its group as one alert, with links to panel, dashboard, rule, silence and runbook", () => {
		const [alert] = read(source, payload) ?? [];
		expect(alert).toMatchObject({
			severity: "P1",
			title: "Firing: High memory",
			fields: { alertname: "High memory", zone: "eu-1" },
			key: 'grafana firing {}/{}:{alertname="High memory"}',
			url: "https://grafana.example/d/abc?viewPanel=2",
			footer: "grafana · dat",
			timestamp: "2026-03-01T10:00:00.157076+02:00",
		});
		expect(alert?.description?.split("\n")).toEqual([
			"Memory of eu-1 is over 90 %",
			"[panel](https://grafana.example/d/abc?viewPanel=2) · [dashboard](https://grafana.example/d/abc) · [rule](https://grafana.example/alerting/1/edit) · [silence](https://grafana.example/alerting/silence/new) · [runbook](https://runbooks.example/memory)",
		]);
	});

	it("leads to the rule when the alert belongs to no dashboard", () => {
		const [first] = payload.alerts;
		const alerts = [{ ...first, dashboardURL: "", panelURL: "" }];
		expect(read(source, { ...payload, alerts })).toMatchObject([{ url: "https://grafana.example/alerting/1/edit" }]);
	});

	it("tells of what is over in green", () => {
		const alerts = [{ ...payload.alerts[0], status: "resolved", endsAt: "2026-03-01T12:00:00Z" }];
		expect(read(source, { ...payload, status: "resolved", alerts })).toMatchObject([
			{ severity: "P3", title: "Resolved: High memory", timestamp: "2026-03-01T12:00:00Z" },
		]);
	});

	it("is not what another payload comes from", () => {
		expect(read(source, { status: "firing" })).toBeUndefined();
	});
});
