import { buildEmbed } from "@dat/core";
import { toPlainAlert } from "@dat/core/adapter";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createAddressReader } from "../../src/alert/read-address.ts";
import { readHead } from "../../src/alert/read-head.ts";

const readAddress = createAddressReader((text) => text);

function plain(input: unknown): unknown {
	const head = readHead(input);
	if ("invalid" in head) throw new Error(head.invalid);
	return toPlainAlert(input, readAddress(head), 0);
}

const anyAlert = fc.record(
	{
		severity: fc.constantFrom("P0", "P1", "p2", "DEV", "critical"),
		title: fc.anything(),
		description: fc.anything(),
		fields: fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.array(fc.anything()), fc.anything()),
		error: fc.oneof(
			fc.anything(),
			fc.string().map((text) => new TypeError(text, { cause: new Error("why") })),
		),
		url: fc.oneof(fc.webUrl(), fc.string()),
		footer: fc.anything(),
		timestamp: fc.oneof(fc.date(), fc.anything()),
		author: fc.anything(),
		files: fc.anything(),
		mention: fc.anything(),
	},
	{ requiredKeys: ["severity"] },
);

it("an alert as plain data survives JSON and a second reading, and shows the same embed", () => {
	fc.assert(
		fc.property(anyAlert, (alert) => {
			const once = plain(alert);
			// Notes are said by the first reading only; the address carries them on.
			const drop = (name: string, value: unknown): unknown =>
				name === "inline" && value === false ? undefined : value;
			const json = (value: unknown): unknown => ({ ...JSON.parse(JSON.stringify(value, drop)), notes: [] });
			expect(json(plain(once))).toEqual(json(once));
			const { files: _, ...seen } = once as { files?: unknown };
			expect(structuredClone(seen)).toEqual(seen);
		}),
	);
	const usual = {
		severity: "P1",
		title: "Auth degraded",
		description: "p99",
		fields: { region: "ap-south-1", n: 3 },
		error: new TypeError("x is not a function"),
		url: "https://example.com/a",
	} as const;
	expect(buildEmbed(plain(usual) as typeof usual, { nowMs: 0 })).toEqual(buildEmbed(usual, { nowMs: 0 }));
});
