import { alertmanager } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, TOKEN } from "./setup.ts";

const source = alertmanager({ token: TOKEN });

/** The shape of https://prometheus.io/docs/alerting/latest/configuration/#webhook_config. */
function toGroup(members: Record<string, unknown> = {}) {
	return {
		version: "4",
		groupKey: '{}:{alertname="DiskFull"}',
		truncatedAlerts: 0,
		status: "firing",
		receiver: "dat",
		groupLabels: { alertname: "DiskFull" },
		commonLabels: { alertname: "DiskFull", job: "node" },
		commonAnnotations: {},
		externalURL: "https://alertmanager.example",
		alerts: [toAlert()],
		...members,
	};
}

function toAlert(members: Record<string, unknown> = {}) {
	return {
		status: "firing",
		labels: { alertname: "DiskFull", instance: "db-1", severity: "critical" },
		annotations: { summary: "Disk of db-1 is full", runbook_url: "https://runbooks.example/disk" },
		startsAt: "2026-03-01T10:00:00.123456789Z",
		endsAt: "0001-01-01T00:00:00Z",
		generatorURL: "https://prometheus.example/graph?g0.expr=disk",
		fingerprint: "c6eadffa33fcdf37",
		...members,
	};
}

describe("a group of Alertmanager's", () => {
	it("with one alert is that alert, with its links", () => {
		expect(read(source, toGroup())).toEqual([
			{
				severity: "P1",
				title: "Firing: DiskFull",
				description:
					"Disk of db-1 is full\n[source](https://prometheus.example/graph?g0.expr=disk) · [runbook](https://runbooks.example/disk)",
				fields: { alertname: "DiskFull", job: "node" },
				key: 'alertmanager firing {}:{alertname="DiskFull"}',
				url: "https://prometheus.example/graph?g0.expr=disk",
				footer: "alertmanager · dat",
				timestamp: "2026-03-01T10:00:00.123456789Z",
			},
		]);
	});

	it("is as bad as the worst of what still fires, counts it, and leads to Alertmanager", () => {
		const alerts = [
			toAlert({ labels: { severity: "warning" } }),
			toAlert({ labels: { severity: "page" }, status: "resolved" }),
			toAlert({ labels: { severity: "info" } }),
		];
		expect(read(source, toGroup({ alerts }))).toMatchObject([
			{ severity: "P2", title: "Firing: DiskFull (2)", url: "https://alertmanager.example" },
		]);
	});

	it("that is resolved is green, under a key of its own, with the time it ended", () => {
		const alerts = [toAlert({ status: "resolved", endsAt: "2026-03-01T11:00:00Z" })];
		expect(read(source, toGroup({ status: "resolved", alerts }))).toMatchObject([
			{
				severity: "P3",
				title: "Resolved: DiskFull",
				key: 'alertmanager resolved {}:{alertname="DiskFull"}',
				timestamp: "2026-03-01T11:00:00Z",
			},
		]);
	});

	it("has no time when Go's zero stands for it", () => {
		const alerts = [toAlert({ status: "resolved" })];
		expect(read(source, toGroup({ status: "resolved", alerts }))?.[0]).not.toHaveProperty("timestamp");
	});

	it("shows 10 of its alerts and says how many more there are, those it cut itself included", () => {
		const alerts = Array.from({ length: 12 }, () => toAlert());
		const [alert] = read(source, toGroup({ alerts, truncatedAlerts: 5 })) ?? [];
		expect(alert?.description?.match(/Disk of db-1/g)).toHaveLength(10);
		expect(alert?.description).toMatch(/and 7 more$/);
	});

	it("is told by its labels when nobody wrote a summary", () => {
		const alerts = [toAlert({ annotations: {}, generatorURL: "" })];
		expect(read(source, toGroup({ alerts }))).toMatchObject([
			{ description: "alertname=DiskFull, instance=db-1, severity=critical" },
		]);
	});

	it.each([
		["page", "P0"],
		["critical", "P1"],
		["WARNING", "P2"],
		["p0", "P0"],
		["none", "DEV"],
		["constructor", "P2"],
		[undefined, "P2"],
	])("with severity %s is a %s", (word, severity) => {
		expect(read(source, toGroup({ alerts: [toAlert({ labels: { severity: word } })] }))).toMatchObject([{ severity }]);
	});

	it("is as bad as the user's own words say", () => {
		const own = alertmanager({ token: TOKEN, severities: { critical: "P0" } });
		expect(read(own, toGroup())).toMatchObject([{ severity: "P0" }]);
	});

	it.each([[toGroup({ version: "3" })], [toGroup({ alerts: [] })], [toGroup({ groupKey: undefined })], [null], [[]]])(
		"is not what %o is",
		(payload) => {
			expect(read(source, payload)).toBeUndefined();
		},
	);
});
