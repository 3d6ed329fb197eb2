import { SEVERITIES } from "@dat/core";
import { alertmanager, generic, github, grafana, stripe, uptimeKuma } from "@dat/core/relay";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ORIGIN, setup, toBatch } from "./setup.ts";

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

/** Names that the sources look for, and some that no object should be asked for. */
const WORDS = [
	...["alerts", "status", "groupKey", "version", "labels", "heartbeat", "monitor", "msg", "title", "commonLabels"],
	...["id", "type", "data", "object", "action", "alert", "workflow_run", "conclusion", "currency", "created"],
	...["__proto__", "constructor"],
];

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

	const token = "t".repeat(16);
	const sources = [
		alertmanager({ token }),
		grafana({ token }),
		github({ secret: token }),
		stripe({ secret: token }),
		uptimeKuma({ token }),
		generic({ token }),
	];
	it.each(sources.map((source) => [source.name, source] as const))(
		"never makes %s throw, nor raise what has no title",
		(_, source) => {
			const word = fc.constantFrom(...WORDS);
			const leaf = fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(word, fc.jsonValue())));
			const payload = fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.oneof(leaf, fc.dictionary(word, leaf))));
			const event = fc.constantFrom("workflow_run", "alert", "__proto__", "");
			fc.assert(
				fc.property(payload, event, (given, name) => {
					for (const alert of source.toAlerts(given, () => name) ?? []) {
						expect(SEVERITIES).toContain(alert.severity);
						expect(alert.title).not.toBe("");
					}
				}),
				{ numRuns: 300 },
			);
		},
	);
});
