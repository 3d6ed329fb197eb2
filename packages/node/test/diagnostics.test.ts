import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { DatEvent } from "@dat/node";
import { describe, expect, it, onTestFinished } from "vitest";
import { readFences } from "./fences.ts";
import { setupPrograms } from "./programs.ts";
import { numbered, setup } from "./queue/house.ts";

/** What is published until the test ends, or until `stop`. */
function listen(): { readonly heard: DatEvent[]; readonly stop: () => void } {
	const heard: DatEvent[] = [];
	const hear = (event: unknown): void => void heard.push(event as DatEvent);
	const stop = (): void => void unsubscribe("dat:event", hear);
	subscribe("dat:event", hear);
	onTestFinished(stop);
	return { heard, stop };
}

const noObserver = { observer: undefined as never };

describe("the channel dat:event", () => {
	it.each([true, false])("has what an observer hears, in the same order, with a thread: %s", async (thread) => {
		const { heard } = listen();
		const { notifier, events } = await setup({ queue: { thread } });
		for (let index = 0; index < 5; index++) notifier.notify({ severity: "P1", title: "same" });
		notifier.notify({ severity: "P2", title: "file", files: [{ name: "a", data: "b" }] });
		await notifier.close();
		expect(heard).toEqual(events);
		expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(["raised", "attempt", "settled"]));
	});

	it("can be subscribed to while the worker runs, and left again", async () => {
		const { notifier } = await setup(noObserver);
		await notifier.send(numbered(1));
		const { heard, stop } = listen();
		await notifier.send(numbered(2));
		notifier.notify(numbered(3));
		await notifier.flush(50_000);
		expect(heard.filter(({ type }) => type === "settled")).toHaveLength(2);
		stop();
		await notifier.send(numbered(4));
		expect(heard.filter(({ type }) => type === "settled")).toHaveLength(2);
	});

	it("keeps an observer that throws from nobody else", async () => {
		const { heard } = listen();
		const { notifier } = await setup({
			observer: () => {
				throw new Error("mine");
			},
		});
		await notifier.send(numbered(1));
		expect(heard.map(({ type }) => type)).toContain("settled");
	});
});

describe("the examples of the docs", () => {
	const fences = readFences("diagnostics.md");
	const raise = `notifier.notify({ severity: "P1", title: "one" });
		notifier.notify(null);
		await notifier.flush(50_000);`;

	it("give Prometheus its counters", async () => {
		const { run, write, install } = await setupPrograms();
		install("@dat/node", "prom-client");
		write("prometheus.mjs", fences["prometheus.js"] ?? "");
		write(
			"main.mjs",
			`import { notifier } from "./prometheus.mjs"; import { register } from "prom-client";
			${raise} await register.metrics(); console.log(await register.metrics());`,
		);
		const { printed, said } = await run("main.mjs");
		expect(said).toBe("");
		expect(printed).toContain('dat_alerts_total{status="delivered",reason=""} 1');
		expect(printed).toContain('dat_alerts_total{status="dropped",reason="invalid"} 1');
		expect(printed).toContain("dat_alerts_pending 0");
	});

	it("give OpenTelemetry its counters", async () => {
		const { run, write, install } = await setupPrograms();
		install("@dat/node", "@opentelemetry/api", "@opentelemetry/sdk-metrics");
		write("opentelemetry.mjs", fences["opentelemetry.js"] ?? "");
		write(
			"main.mjs",
			`import { metrics } from "@opentelemetry/api";
			import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
			class Reader extends MetricReader { async onForceFlush() {} async onShutdown() {} }
			const reader = new Reader();
			metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
			const { notifier } = await import("./opentelemetry.mjs");
			${raise}
			const { resourceMetrics } = await reader.collect();
			for (const { descriptor, dataPoints } of resourceMetrics.scopeMetrics[0].metrics)
				for (const { attributes, value } of dataPoints) console.log(descriptor.name, JSON.stringify(attributes), value);`,
		);
		const { printed, said } = await run("main.mjs");
		expect(said).toBe("");
		expect(printed).toContain('dat.alerts {"status":"delivered"} 1');
		expect(printed).toContain('dat.alerts {"status":"dropped","reason":"invalid"} 1');
		expect(printed).toContain("dat.alerts.pending {} 0");
	});

	it("tell what was lost", async () => {
		const { run, write, install } = await setupPrograms();
		install("@dat/node");
		write("subscribe.mjs", fences["subscribe.js"] ?? "");
		write(
			"main.mjs",
			`import "./subscribe.mjs"; import { createNotifier } from "@dat/node"; createNotifier().notify(7);`,
		);
		expect((await run("main.mjs")).said).toContain("alert lost: invalid: an alert is an object");
	});
});
