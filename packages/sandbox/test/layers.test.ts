import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { json } from "./setup-forms.ts";

describe("layers of limits", () => {
	it("[E27] name a bucket by method and route, and by nothing else", async () => {
		const { call, path, post } = setup();
		const bucket = async (target: string, init?: object): Promise<string | null> =>
			(await call(`/api/v10${target}`, init)).header("x-ratelimit-bucket");
		const own = (await post({ content: "a" })).header("x-ratelimit-bucket");
		expect(await bucket("/webhooks/123456789012345678/other", { method: "POST" })).toBe(own);
		expect(await bucket(path)).not.toBe(own);
		expect(own).toMatch(/^[0-9a-f]{32}$/);
	});

	it("[E27] may count edits and deletes with posts, by the profile", async () => {
		for (const [messageBucket, remaining] of [
			["own", "4"],
			["shared", "3"],
		] as const) {
			const { post, call, path } = setup({ profile: { messageBucket } });
			const { body } = await post({ content: "a" }, "?wait=true");
			const edited = await call(`/api/v10${path}/messages/${body.id}`, json("PATCH", { content: "b" }));
			expect(edited.header("x-ratelimit-remaining")).toBe(remaining);
		}
	});

	it("[E28] count a channel's messages over all of its webhooks, and no reads", async () => {
		const { post, sandbox, call, path } = setup({ limits: { bucket: false, channel: { max: 2, windowMs: 60_000 } } });
		const other = sandbox.createWebhook({ channel: "alerts" });
		await post({ content: "a" });
		await call(`/api/v10${path}`);
		await call(`/api/v10/webhooks/${other.id}/${other.token}`, json("POST", { content: "b" }));
		expect(await post({ content: "c" })).toMatchObject({ status: 429, body: { retry_after: 60 } });
		expect(sandbox.ledger.at(-1)?.limitedBy).toBe("shared");
	});

	it("[E29] may answer writes with 20028, and edits of old messages with 30046", async () => {
		const { post, call, path, clock } = setup({ limits: { bucket: false, write: { max: 1, windowMs: 300 } } });
		const { body } = await post({ content: "a" }, "?wait=true");
		expect(await post({ content: "b" })).toMatchObject({ status: 429, body: { code: 20028, retry_after: 0.3 } });
		clock.ms += 3_700_000;
		const edit = (): Promise<any> => call(`/api/v10${path}/messages/${body.id}`, json("PATCH", { content: "b" }));
		for (let count = 0; count < 3; count++) expect((await edit()).status).toBe(200);
		expect(await edit()).toMatchObject({ status: 429, body: { code: 30046, retry_after: 6 } });
	});

	it("[E30] round the header up, keep the body exact, and may tell v6 milliseconds", async () => {
		for (const [legacyRetryUnit, header, body] of [
			["s", "2", 1.3],
			["ms", "1300", 1300],
		] as const) {
			const { post, clock } = setup({ profile: { legacyRetryUnit }, limits: { bucket: { max: 1, windowMs: 2000 } } });
			await post({ content: "a" }, "", "");
			clock.ms += 700;
			const refused = await post({ content: "b" }, "", "");
			expect([refused.header("retry-after"), refused.body.retry_after]).toEqual([header, body]);
			const v10 = await post({ content: "b" });
			expect([v10.header("retry-after"), v10.body]).toEqual([
				"2",
				{ message: "You are being rate limited.", retry_after: 1.3, global: false },
			]);
		}
	});

	it("[E31] carry Via, Server, CF-Ray and a Date by the server's own clock", async () => {
		const { post, clock } = setup({ clockSkewMs: 60_000 });
		const answer = await post({ content: "a" });
		expect(["via", "server", "cf-ray"].map(answer.header)).toEqual([
			"1.1 google",
			"cloudflare",
			expect.stringMatching(/^[0-9a-f]{16}-DAT$/),
		]);
		expect(Date.parse(answer.header("date") ?? "")).toBe(clock.ms + 60_000);
	});

	it.each([
		["json", null, expect.objectContaining({ code: 0 })],
		["text", "0", "error code: 1015"],
		["html", null, expect.stringContaining("1015")],
	] as const)("[E32] ban an address as %s, uncounted by what is shared", async (ban, header, body) => {
		const limits = {
			bucket: false,
			channel: { max: 1, windowMs: 60_000 },
			invalid: { max: 2, windowMs: 600_000 },
		} as const;
		const { post, call, webhook } = setup({ limits, profile: { ban, banRetryAfter: 0 } });
		for (let count = 0; count < 6; count++) await post({ content: "a" });
		const wrong = (): Promise<{ status: number }> => call(`/api/v10/webhooks/${webhook.id}/wrong`);
		expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([401, 401, 401]);
		const banned = await post({ content: "a" });
		expect([banned.status, banned.header("retry-after"), banned.header("via")]).toEqual([429, header, null]);
		expect(banned.body).toEqual(body);
		expect(banned.header("x-ratelimit-limit")).toBeNull();
	});
});
