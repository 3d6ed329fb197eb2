import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { FAULTS, ODD_FAULTS, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { setup } from "./setup.ts";

const JSON_TYPE = { "content-type": "application/json" };

describe("the ledger", () => {
	it("[E37] tells what each request did, and to what", async () => {
		const { post, call, path, sandbox } = setup();
		const { body } = await post({ content: "a" }, "?wait=true");
		const target = `/api/v10${path}/messages/${body.id}`;
		await call(target);
		await call(target, { method: "PATCH", headers: JSON_TYPE, body: '{"content":"b"}' });
		await call(target, { method: "DELETE" });
		await call(target);
		await call(`/api/v10${path}`);
		await call(`/api/v10${path}`, { method: "DELETE" });
		expect(sandbox.ledger.map(({ target, effect }) => `${effect} ${target}`)).toEqual([
			"stored message",
			"read message",
			"edited message",
			"deleted message",
			"nothing message",
			"read webhook",
			"deleted webhook",
		]);
		expect(sandbox.ledger.slice(0, 4).map(({ messageId }) => messageId)).toEqual(Array(4).fill(body.id));
	});

	it("says why a request was refused: Discord's field errors flat, its code, and the limit it met", async () => {
		const { post, call, sandbox } = setup({ limits: { bucket: { max: 2, windowMs: 2000 } } });
		await post({ content: "x".repeat(2001), embeds: [{ title: "x".repeat(257) }] });
		await post({});
		await post({ content: "a" });
		await call("/api/v10/webhooks/1/2");
		expect(sandbox.ledger).toMatchObject([
			{
				effect: "nothing",
				reason: "Invalid Form Body",
				code: 50035,
				problems: [
					{ path: ["content"], code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." },
					{ path: ["embeds", "0", "title"], code: "BASE_TYPE_MAX_LENGTH" },
				],
			},
			{ reason: "Cannot send an empty message", code: 50006, problems: [], limitedBy: undefined },
			{ reason: "limited (user): You are being rate limited.", limitedBy: "user", code: undefined },
			{ reason: "Unknown Webhook", code: 10015 },
		]);
	});

	it("shows whom a message pings, and why its other mentions ping nobody", async () => {
		const { post, sandbox } = setup();
		await post({
			content: "@everyone <@123456789012345678>",
			embeds: [{ description: "<@&223456789012345678> @everyone" }],
			allowed_mentions: { users: ["123456789012345678"] },
		});
		expect(sandbox.ledger[0]).toMatchObject({
			notified: { everyone: false, users: ["123456789012345678"], roles: [] },
			withheld: [
				{ mention: "@everyone", why: "not in allowed_mentions" },
				{ mention: "<@&223456789012345678>", why: "embeds never ping" },
			],
		});
	});

	it("carries the webhook's gauge as it stood after the request, the hidden limit of the channel too", async () => {
		const { post, clock, sandbox } = setup();
		await post({ content: "a" });
		clock.ms += 500;
		await post({ content: "b" });
		expect(sandbox.ledger[1]?.gauge).toEqual({
			bucket: { limit: 5, remaining: 3, resetAfterMs: 1500 },
			channel: { limit: 30, remaining: 28, resetAfterMs: 59_500 },
		});
		clock.ms += 60_000;
		expect(sandbox.gauges()).toMatchObject([
			{ name: "alerts", bucket: { remaining: 5, resetAfterMs: 0 }, channel: { remaining: 30, resetAfterMs: 0 } },
		]);
	});

	it("keeps counting when it forgets its oldest entries", async () => {
		const { post, sandbox } = setup({ keep: 10, limits: { bucket: false, channel: false, global: false } });
		for (let count = 0; count < 25; count++) await post({ content: "a" });
		expect(sandbox.ledger.length).toBeLessThanOrEqual(10);
		expect(sandbox.ledger.at(-1)?.index).toBe(24);
		expect(sandbox.messages()).toHaveLength(10);
	});

	it("[E4] notes connection, receipt and answer of real requests, monotonic and finer than a millisecond", async () => {
		const { sandbox, path } = setup({ monotonicNow: () => performance.now() });
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		const get = (more: string): string => `GET /api/v10${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;
		for (const requests of [get("") + get("connection: close\r\n"), get("connection: close\r\n")]) {
			const socket = createConnection(Number(new URL(server.url).port), "127.0.0.1");
			socket.write(requests);
			await text(socket);
		}
		const times = sandbox.ledger.map(({ receivedAtMs }) => receivedAtMs);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		for (const { receivedAtMs, answeredAtMs } of sandbox.ledger) expect(answeredAtMs).toBeGreaterThan(receivedAtMs);
		expect(times.some((time) => !Number.isInteger(time))).toBe(true);
		expect(sandbox.ledger.map(({ connection }) => connection)).toEqual([1, 1, 2]);
	});

	it("[E37] has no answer time for what is never answered", async () => {
		const { sandbox, webhook, path } = setup();
		sandbox.script(webhook.id, FAULTS.stall, ODD_FAULTS["silent-drop"]);
		const controller = new AbortController();
		const stalled = sandbox.fetch(`https://discord.com/api/v10${path}`, { signal: controller.signal });
		await sandbox.fetch(`https://discord.com/api/v10${path}`, { method: "POST", headers: JSON_TYPE, body: "{}" });
		controller.abort(new Error("enough"));
		await expect(stalled).rejects.toThrow("enough");
		expect(sandbox.ledger).toMatchObject([
			{ status: 0, answeredAtMs: undefined, effect: "nothing", reason: "never answered" },
			{ status: 204, answeredAtMs: expect.any(Number), effect: "nothing", fault: "silent-drop" },
		]);
	});

	it("[E38] keeps even a short or foreign token out of its paths", async () => {
		const { call, sandbox } = setup();
		await call("/api/v10/webhooks/123456789012345678/short-one?wait=true");
		expect(sandbox.ledger[0]?.path).toBe("/api/v10/webhooks/123456789012345678/[token]?wait=true");
	});
});
