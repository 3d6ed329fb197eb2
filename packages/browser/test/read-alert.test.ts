import { readHead } from "@dat/core/adapter";
import { createRelay, type RelayAnswer } from "@dat/core/relay";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBody } from "../src/delivery/batch.ts";
import { createEntry, type Entry } from "../src/delivery/entry.ts";
import { readAlert } from "../src/read-alert.ts";

function read(input: unknown): ReturnType<typeof readAlert> {
	const head = readHead(input);
	if ("invalid" in head) throw new Error(head.invalid);
	return readAlert(input, { ...head, key: "key" });
}

const id = "0".repeat(32);

/** What a relay says to it. */
async function post(entry: Entry): Promise<string | undefined> {
	const { notify, send } = { notify: () => ({ id, state: "queued" as const }), send: () => Promise.reject() };
	const relay = createRelay({ notifier: { notify, send }, origins: ["https://shop.example"] });
	const clock = { now: () => 0, elapsed: () => 0, schedule: () => () => {} };
	const body = toBody([entry], { clock, lost: { count: 0 } });
	const headers = { origin: "https://shop.example", "content-type": "text/plain" };
	const answer = await relay(new Request("https://relay.example/", { method: "POST", headers, body }));
	return ((await answer.json()) as RelayAnswer).results[0]?.status;
}

const long = fc.string({ unit: "binary", minLength: 1 }).map((text) => text.repeat(9000));
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true });

describe("readAlert()", () => {
	it("reads all that a page may say, as core does, and nothing else", () => {
		const error = new TypeError("no card", { cause: new Error("no network") });
		expect(
			read({
				severity: "p2",
				title: "Checkout failed",
				description: "step 2",
				fields: { order: 7, items: [1, 2] },
				error,
				url: "https://shop.example/checkout",
				footer: "shop",
				timestamp: new Date(0),
				channel: "dev",
				silent: true,
				mention: "everyone",
				image: "https://shop.example/a.png",
				files: [{ name: "a", data: "b" }],
			}),
		).toEqual({
			severity: "P2",
			title: "Checkout failed",
			key: "key",
			description: "step 2",
			fields: [
				{ name: "order", value: "7" },
				{ name: "items", value: "[1,2]" },
			],
			error: {
				name: "TypeError",
				message: "no card",
				stack: expect.stringMatching(/^TypeError: no card[\s\S]*Caused by: Error: no network/),
			},
			url: "https://shop.example/checkout",
			footer: "shop",
			timestamp: "1970-01-01T00:00:00.000Z",
			channel: "dev",
			silent: true,
		});
	});

	it("says in the footer what it had to change", () => {
		const fields = Object.fromEntries(Array.from({ length: 27 }, (_, index) => [`n${index}`, index]));
		const { footer, timestamp } = read({ severity: "bad", title: "a", footer: "shop", timestamp: "soon", fields });
		expect(footer).toBe("shop · severity bad is unknown, sent as P1 · 2 fields left out · timestamp is not ISO 8601");
		expect(timestamp).toBeUndefined();
	});

	it("makes of anything what the relay takes, within the bytes of an alert", async () => {
		const alert = fc.record(
			{
				severity: fc.oneof(fc.constantFrom("P0", "P1", "DEV"), anything),
				title: anything,
				description: fc.oneof(long, anything),
				fields: fc.oneof(
					fc.dictionary(fc.oneof(long, fc.string()), fc.oneof(long, anything)),
					fc.array(anything),
					anything,
				),
				error: fc.oneof(
					anything,
					fc.string().map((text) => new TypeError(text, { cause: text })),
				),
				url: anything,
				footer: anything,
				key: anything,
				channel: anything,
				timestamp: fc.oneof(fc.date({ noInvalidDate: false }), anything),
				trade: anything,
				silent: anything,
			},
			{ requiredKeys: [] },
		);
		await fc.assert(
			fc.asyncProperty(alert, async (given) => {
				const entry = createEntry({ id, raisedAtMs: 0, alert: read(given) });
				expect(entry.bytes).toBeLessThanOrEqual(16_384);
				expect(await post(entry)).toBe("accepted");
			}),
		);
	});

	it("never throws, whatever its input does", () => {
		const thrower = new Proxy({}, { get: () => fail(), ownKeys: () => fail() });
		const fail = (): never => {
			throw new Error("trap");
		};
		expect(read(thrower)).toMatchObject({ severity: "P1", title: "(no title)" });
		expect(read({ severity: "P1", title: "a", fields: thrower, error: thrower, timestamp: thrower })).toMatchObject({
			title: "a",
		});
	});
});
