import type { Alert } from "@dat/core";
import { alertmanager, createInbound, generic } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { createWriter } from "../setup.ts";
import { setupInbound, TOKEN } from "./setup.ts";

const source = generic({ token: TOKEN });
const BODY = JSON.stringify({ severity: "P2", title: "Disk" });
const GENUINE = { authorization: `Bearer ${TOKEN}` };

describe("an inbound endpoint", () => {
	it("raises what comes with its token", async () => {
		const { post, raised } = setupInbound(source);
		expect(await post(BODY, GENUINE)).toEqual({ status: 200, answer: { v: 1, results: [{ status: "accepted" }] } });
		expect(raised).toEqual([{ severity: "P2", title: "Disk" }]);
	});

	it.each([undefined, "", "Bearer", `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`])(
		"keeps out who sends %o",
		async (authorization) => {
			const { post, raised, refused } = setupInbound(source);
			const { status, answer } = await post(BODY, authorization === undefined ? {} : { authorization });
			expect([status, answer, raised]).toEqual([401, { v: 1, error: "token" }, []]);
			expect(refused).toEqual([{ error: "token", detail: "the signature or token is not generic's, or too old" }]);
		},
	);

	it("lets everybody in where the user says so", async () => {
		expect((await setupInbound(generic({ token: false })).post(BODY)).status).toBe(200);
	});

	it("refuses what is not its source's, and says to whom it belongs only to the log", async () => {
		const { post, refused } = setupInbound(alertmanager({ token: TOKEN }));
		expect(await post(BODY, GENUINE)).toEqual({ status: 400, answer: { v: 1, error: "bad_request" } });
		expect(refused).toMatchObject([{ detail: "this is not what alertmanager sends" }]);
	});

	it("takes a body of 1 MiB and no more", async () => {
		const { post } = setupInbound(source);
		const toBody = (bytes: number) => BODY.padEnd(bytes);
		expect((await post(toBody(1_048_576), GENUINE)).status).toBe(200);
		expect((await post(toBody(1_048_577), GENUINE)).status).toBe(413);
	});

	it("asks to be sent again what the notifier has no room for", async () => {
		const raised: Alert[] = [];
		const full = {
			...createWriter(undefined, raised),
			notify: () => ({ id: "1", state: "dropped" as const, reason: "overflow" as const }),
		};
		const { post } = setupInbound(source, full as never);
		expect(await post(BODY, GENUINE)).toEqual({ status: 503, answer: { v: 1, error: "busy" } });
	});

	it("says what becomes of an alert that is dropped for good", async () => {
		const unrouted = {
			...createWriter(),
			notify: () => ({ id: "1", state: "dropped" as const, reason: "unrouted" as const }),
		};
		const { post } = setupInbound(source, unrouted as never);
		expect((await post(BODY, GENUINE)).answer).toEqual({ v: 1, results: [{ status: "dropped", reason: "unrouted" }] });
	});

	it("takes 600 alerts in a minute, and what is more when it is sent again later", async () => {
		const { post, clock, raised } = setupInbound(source);
		const hundred = JSON.stringify(Array.from({ length: 100 }, () => ({ title: "x" })));
		for (let batch = 0; batch < 6; batch++) expect((await post(hundred, GENUINE)).status).toBe(200);
		expect((await post(BODY, GENUINE)).status).toBe(429);
		await clock.advance(60_000);
		expect((await post(BODY, GENUINE)).status).toBe(200);
		expect(raised).toHaveLength(601);
	});

	it.each([
		[() => generic({ token: "short" }), "token is not usable; write 16 or more random characters, or false"],
		[() => createInbound({ notifier: createWriter(), source: {} as never }), "source is not usable"],
	])("is not made of wrong options", (make, message) => {
		expect(make).toThrow(message);
		expect(() => generic({ token: "short" })).not.toThrow(/short/);
	});
});
