import { alertmanager, createInbound, generic, grafana, uptimeKuma } from "@dat/core/relay";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWriter, ORIGIN, setup, toBatch, toRequest } from "./setup.ts";

const nested = fc.nat({ max: 20_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth));
const alert = fc.record(
	{
		severity: fc.oneof(fc.constantFrom("P0", "P1", "P2", "P3", "DEV"), fc.jsonValue()),
		title: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
		fields: fc.jsonValue(),
		error: fc.oneof(fc.record({ message: fc.string(), cause: fc.jsonValue() }), fc.jsonValue()),
		mention: fc.jsonValue(),
		timestamp: fc.jsonValue(),
		url: fc.oneof(fc.webUrl(), fc.jsonValue()),
		["__proto__"]: fc.jsonValue(),
		constructor: fc.jsonValue(),
	},
	{ requiredKeys: [] },
);

describe("whatever comes in", () => {
	it("gets one of the known answers, and never makes the relay throw", async () => {
		const body = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.uint8Array(),
			nested,
			fc.json(),
			fc.array(alert, { minLength: 1, maxLength: 5 }).map((alerts) => JSON.stringify(toBatch(alerts))),
			fc
				.record({ v: fc.constant(1), alerts: fc.jsonValue(), sentAtMs: fc.jsonValue(), lost: fc.jsonValue() })
				.map((batch) => JSON.stringify(batch)),
		);
		await fc.assert(
			fc.asyncProperty(body, async (given) => {
				const { post } = setup();
				const response = await post(given);
				expect([200, 400]).toContain(response.status);
			}),
			{ numRuns: 500 },
		);
	});

	it("is raised without a mention, a file or a foreign channel, and with the origin last", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(alert, { minLength: 1, maxLength: 5 }), async (alerts) => {
				const { batch, raised } = setup();
				const { results } = await batch(alerts);
				expect(results).toHaveLength(alerts.length);
				for (const one of raised) {
					expect(one).not.toHaveProperty("mention");
					expect(one.severity).not.toBe("P0");
					expect(one.footer?.endsWith(`from ${ORIGIN}`)).toBe(true);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it.each([alertmanager, grafana, uptimeKuma, generic])("never makes an inbound source throw (%o)", async (source) => {
		const word = fc.constantFrom(
			"alerts",
			"status",
			"groupKey",
			"version",
			"labels",
			"heartbeat",
			"monitor",
			"msg",
			"title",
			"commonLabels",
		);
		const payload = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(word, fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(word, fc.jsonValue())))),
		);
		await fc.assert(
			fc.asyncProperty(payload, async (given) => {
				const inbound = createInbound({ notifier: createWriter(), source: source({ token: false }) });
				expect([200, 400]).toContain((await inbound(toRequest(JSON.stringify(given)))).status);
			}),
			{ numRuns: 200 },
		);
	});
});
