import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Alert } from "@dat/node";
import { alertmanager, createInbound, toNodeHandler } from "@dat/node/http";
import { describe, expect, it, onTestFinished } from "vitest";

/** Debian calls it otherwise than its makers do. */
const NAMES = ["prometheus-alertmanager", "alertmanager"];
const program = NAMES.find((name) => spawnSync(name, ["--version"]).status === 0);
const TOKEN = "t".repeat(20);

/** An inbound endpoint, and the alerts it raises one by one. */
async function startInbound(): Promise<{ url: string; next: () => Promise<Alert> }> {
	const waiting: ((alert: Alert) => void)[] = [];
	const notifier = {
		notify: (alert: Alert) => {
			waiting.shift()?.(alert);
			return { id: "0".repeat(32), state: "queued" as const };
		},
		send: () => Promise.reject(new Error("nobody waits")),
	};
	const inbound = createInbound({ notifier, source: alertmanager({ token: TOKEN }) });
	const server = createServer(toNodeHandler(inbound)).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => void server.close());
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		next: () => new Promise((resolve) => waiting.push(resolve)),
	};
}

/** Starts Alertmanager with the endpoint as its receiver; resolves with its own URL. */
async function startAlertmanager(receiver: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), "dat-alertmanager-"));
	const config = {
		route: { receiver: "dat", group_by: ["alertname"], group_wait: "10ms", group_interval: "100ms" },
		receivers: [
			{
				name: "dat",
				webhook_configs: [{ url: receiver, http_config: { authorization: { type: "Bearer", credentials: TOKEN } } }],
			},
		],
	};
	// YAML knows JSON.
	writeFileSync(join(folder, "alertmanager.yml"), JSON.stringify(config));
	const child = spawn(program ?? "alertmanager", [
		`--config.file=${join(folder, "alertmanager.yml")}`,
		`--storage.path=${folder}`,
		"--web.listen-address=127.0.0.1:0",
		"--cluster.listen-address=",
	]);
	onTestFinished(() => void child.kill());
	for await (const line of createInterface(child.stderr)) {
		const address = /msg="Listening on".*address=(\S+)/.exec(line)?.[1];
		if (address) return `http://${address}`;
	}
	throw new Error("Alertmanager ended before it listened");
}

describe.skipIf(!program && process.env["CI"] !== "true")(
	"the real Alertmanager (apt install prometheus-alertmanager)",
	() => {
		it("raises its group, and tells when it is over", async () => {
			const { url, next } = await startInbound();
			const base = await startAlertmanager(url);
			const post = (members: Record<string, string>) =>
				fetch(`${base}/api/v2/alerts`, {
					method: "POST",
					headers: { "content-type": "application/json" },
					body: JSON.stringify([
						{
							labels: { alertname: "DiskFull", instance: "db-1", severity: "critical" },
							annotations: { summary: "Disk of db-1 is full", runbook_url: "https://runbooks.example/disk" },
							generatorURL: "https://prometheus.example/graph",
							...members,
						},
					]),
				});
			const firing = next();
			expect((await post({})).status).toBe(200);
			const fires = await firing;
			expect(fires).toMatchObject({
				severity: "P1",
				title: "Firing: DiskFull",
				description:
					"Disk of db-1 is full\n[source](https://prometheus.example/graph) · [runbook](https://runbooks.example/disk)",
				fields: { alertname: "DiskFull", instance: "db-1", severity: "critical" },
				key: 'alertmanager firing {}:{alertname="DiskFull"}',
				url: "https://prometheus.example/graph",
				footer: "alertmanager · dat",
			});
			const over = next();
			await post({ startsAt: `${fires.timestamp}`, endsAt: new Date().toISOString() });
			expect(await over).toMatchObject({ severity: "P3", title: "Resolved: DiskFull" });
		});
	},
);
