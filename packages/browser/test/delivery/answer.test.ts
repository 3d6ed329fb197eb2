import { describe, expect, it } from "vitest";
import { readReply, toOutcome } from "../../src/delivery/answer.ts";

const reply = (status: number, body?: unknown, retryAfterMs?: number) => ({ status, body, retryAfterMs });

describe("readReply()", () => {
	it.each([
		["one result per alert", reply(200, { v: 1, results: [{ status: "accepted" }] }), "answered"],
		["a proxy's page in place of an answer", reply(200, "<html>"), "later"],
		["fewer results than alerts", reply(200, { v: 1, results: [] }), "later"],
		["no alert by the schema", reply(400), "refused"],
		["a refused token", reply(401), "token"],
		["a refused origin", reply(403), "refused"],
		["no relay there, perhaps while it is deployed", reply(404), "later"],
		["a body that came too slowly", reply(408), "later"],
		["one alert that is too large alone", reply(413), "refused"],
		["a relay that is busy", reply(503), "later"],
		["no answer", reply(0), "later"],
	])("reads %s", (_, given, kind) => {
		expect(readReply(given, 1)).toMatchObject({ kind });
	});

	it("asks for smaller bodies when several alerts were too large together", () => {
		expect(readReply(reply(413), 2)).toEqual({ kind: "too-large" });
	});

	it("hands on how long to wait", () => {
		expect(readReply(reply(429, undefined, 60_000), 1)).toEqual({ kind: "later", waitMs: 60_000 });
	});
});

describe("toOutcome()", () => {
	const entry = { id: "1", channel: "alerts", attempts: 2 };

	it("says of what the relay answers for that it went by the relay", () => {
		for (const status of ["accepted", "pending"] as const)
			expect(toOutcome(entry, { status })).toEqual({ status: "delivered", via: "relay", coalesced: 1, ...entry });
	});

	it("hands on how it ended in Discord", () => {
		expect(toOutcome(entry, { status: "dropped", reason: "gone", maybeDelivered: true })).toMatchObject({
			status: "dropped",
			reason: "gone",
			maybeDelivered: true,
		});
	});

	it("keeps what the relay deferred", () => {
		expect(toOutcome(entry, { status: "deferred" })).toBeUndefined();
	});
});
