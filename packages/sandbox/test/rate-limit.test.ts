import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";

describe("the bucket of a webhook", () => {
	it("[E27] counts down in its headers and answers the sixth request with 429", async () => {
		const { post, clock } = setup();
		const seen: (string | null)[] = [];
		for (let index = 0; index < 5; index++) seen.push((await post({ content: "a" })).header("x-ratelimit-remaining"));
		expect(seen).toEqual(["4", "3", "2", "1", "0"]);
		clock.ms += 1500;
		const refused = await post({ content: "a" });
		expect(refused).toMatchObject({ status: 429, body: { retry_after: 0.5, global: false } });
		expect(["retry-after", "x-ratelimit-scope", "x-ratelimit-reset-after", "via"].map(refused.header)).toEqual([
			"1",
			"user",
			"0.500",
			"1.1 google",
		]);
		clock.ms += 500;
		expect((await post({ content: "a" })).status).toBe(204);
	});

	it("[E30] tells its reset by the server's clock, which may be wrong", async () => {
		const { post, clock } = setup({ clockSkewMs: 3_600_000 });
		const answer = await post({ content: "a" });
		expect(Number(answer.header("x-ratelimit-reset"))).toBe((clock.ms + 3_600_000 + 2000) / 1000);
		expect(answer.header("x-ratelimit-reset-after")).toBe("2.000");
	});

	it("[E27] is spent by what Discord refuses, too, and has one hash for all webhooks", async () => {
		const { post, sandbox, call } = setup();
		expect((await post({})).header("x-ratelimit-remaining")).toBe("4");
		const other = sandbox.createWebhook({ channel: "info" });
		const answer = await call(`/api/v10/webhooks/${other.id}/${other.token}`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: '{"content":"a"}',
		});
		expect(answer.header("x-ratelimit-remaining")).toBe("4");
		expect(answer.header("x-ratelimit-bucket")).toBe((await post({ content: "b" })).header("x-ratelimit-bucket"));
	});
});

describe("the hidden limit of a channel", () => {
	it("[E28] is in no header until it is hit, then 429 with scope shared and remaining above 0", async () => {
		const { post, clock } = setup();
		for (let index = 0; index < 30; index++) {
			clock.ms += 500;
			expect((await post({ content: "a" })).status).toBe(204);
		}
		clock.ms += 500;
		const refused = await post({ content: "a" });
		expect(refused).toMatchObject({ status: 429, body: { message: "The resource is being rate limited." } });
		expect(refused.header("x-ratelimit-scope")).toBe("shared");
		expect(Number(refused.header("x-ratelimit-remaining"))).toBeGreaterThan(0);
		expect(Number(refused.header("retry-after"))).toBeGreaterThan(Number(refused.header("x-ratelimit-reset-after")));
	});
});

describe("limits of the address", () => {
	it("[E29] answer with a global 429 without bucket headers", async () => {
		const { post } = setup({ limits: { bucket: false, global: { max: 2, windowMs: 1000 } } });
		await post({ content: "a" });
		await post({ content: "a" });
		const refused = await post({ content: "a" });
		expect(refused).toMatchObject({ status: 429, body: { global: true } });
		expect([refused.header("x-ratelimit-global"), refused.header("x-ratelimit-limit")]).toEqual(["true", null]);
	});

	it("[E32] ban an address that asks in vain too often, in the edge's own way", async () => {
		const { call, clock } = setup({ limits: { invalid: { max: 3, windowMs: 600_000 } } });
		const wrong = `/api/v10/webhooks/${"9".repeat(18)}/x`;
		expect((await call(wrong)).status).toBe(404); // 404 is no invalid request by Discord's count
		const python = { headers: { "user-agent": "Python-urllib/3.12" } };
		for (let index = 0; index < 4; index++)
			expect(await call(wrong, python)).toMatchObject({ status: 403, body: "error code: 1010" });
		const banned = await call(wrong);
		expect(banned).toMatchObject({ status: 429, body: { code: 0 } });
		expect([banned.header("via"), banned.header("retry-after")]).toEqual([null, null]);
		clock.ms += 3_600_000;
		expect((await call(wrong)).status).toBe(404);
	});

	it("[E31] answer from the edge without Via when a fault says so, and with it otherwise", async () => {
		const { post, sandbox, webhook } = setup();
		sandbox.script(
			webhook.id,
			FAULTS["banned-json"],
			FAULTS["banned-text"],
			FAULTS["banned-html"],
			FAULTS["edge-block"],
			FAULTS.limited,
		);
		const vias: (string | null)[] = [];
		for (let index = 0; index < 5; index++) vias.push((await post({ content: "a" })).header("via"));
		expect(vias).toEqual([null, null, null, null, "1.1 google"]);
	});
});
