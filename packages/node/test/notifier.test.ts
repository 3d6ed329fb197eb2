import { createNotifier, createWebhookClient } from "@dat/node";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it, vi } from "vitest";
import { setup } from "./setup.ts";

describe("createNotifier() over undici", () => {
	it("delivers to a real server, with our own User-Agent", async () => {
		const { sandbox, urls } = await setup();
		await using notifier = createNotifier({ webhooks: urls, username: "checkout" });
		const outcome = await notifier.send({
			severity: "P0",
			title: "DB down",
			error: new Error("gone", { cause: new Error("refused") }),
		});
		expect(outcome).toMatchObject({
			status: "delivered",
			channel: "alerts",
			messageId: expect.stringMatching(/^\d+$/),
		});
		expect(sandbox.ledger[0]?.headers["user-agent"]).toMatch(/^DiscordBot \(https:\/\/.+, \d+\.\d+\.\d+\)/);
		expect(sandbox.messages()[0]).toMatchObject({ username: "checkout", notified: { everyone: true } });
	});

	it("survives a 429, a reset and a truncated answer on the wire", async () => {
		const { sandbox, urls } = await setup();
		await using notifier = createNotifier({ webhooks: urls, retry: { baseMs: 20 } });
		const { id } = [...sandbox.state.webhooks.values()][1]!;
		sandbox.script(
			id,
			{ status: 429, body: { message: "You are being rate limited.", retry_after: 0.05, global: false } },
			FAULTS["reset-before"],
			FAULTS.truncate,
		);
		expect(await notifier.send({ severity: "P2", title: "a" })).toMatchObject({ status: "delivered", attempts: 3 });
	});

	it("sends files as multipart that the server can read", async () => {
		const { sandbox, urls } = await setup();
		await using notifier = createNotifier({ webhooks: urls });
		const data = new Uint8Array([0, 255, 13, 10, 45, 45]);
		await notifier.send({
			severity: "P2",
			title: "log",
			files: [
				{ name: 'a "quoted".txt', data: "grüße" },
				{ name: "b.bin", data },
			],
		});
		expect(sandbox.messages()[0]?.files).toMatchObject([
			{ size: 7, type: "text/plain; charset=utf-8" },
			{ filename: "b.bin", size: 6 },
		]);
	});

	it("knows a refused connection from a lost answer", async () => {
		const { urls, server } = await setup();
		await server.close();
		await using notifier = createNotifier({ webhooks: urls, retry: { maxAttempts: 2, baseMs: 10 } });
		const outcome = await notifier.send({ severity: "P2", title: "a" });
		expect(outcome).toMatchObject({
			status: "dropped",
			reason: "exhausted",
			detail: expect.stringContaining("ECONNREFUSED"),
		});
		expect(outcome).not.toHaveProperty("maybeDelivered");
	});

	it("reads the environment, and options win over it", async () => {
		const { sandbox, urls } = await setup();
		vi.stubEnv("DISCORD_WEBHOOK_INFO", urls["info"]);
		vi.stubEnv("DISCORD_P0_MENTION", "");
		await using notifier = createNotifier();
		await notifier.send({ severity: "P2", title: "from the environment" });
		expect(sandbox.messages("info")).toHaveLength(1);
		expect((await notifier.probe()).p0Mention).toBe("");
		await using given = createNotifier({ webhooks: { alerts: urls["alerts"]! }, p0Mention: "here" });
		expect(await given.send({ severity: "P2", title: "no info channel" })).toMatchObject({ reason: "unrouted" });
		expect((await given.probe()).p0Mention).toBe("@here");
		vi.unstubAllEnvs();
	});

	it("reads a webhook from a file, and again when Discord calls it gone", async () => {
		const { writeFileSync, mkdtempSync } = await import("node:fs");
		const { tmpdir } = await import("node:os");
		const { join } = await import("node:path");
		const { sandbox, server, urls } = await setup();
		const file = join(mkdtempSync(join(tmpdir(), "dat-")), "webhook");
		writeFileSync(file, `${urls["info"]}\n`);
		vi.stubEnv("DISCORD_WEBHOOK_INFO_FILE", file);
		await using notifier = createNotifier();
		await notifier.send({ severity: "P2", title: "first" });
		[...sandbox.state.webhooks.values()][1]!.isDeleted = true;
		writeFileSync(file, sandbox.createWebhook({ channel: "info" }).url(server.url));
		expect(await notifier.send({ severity: "P2", title: "second" })).toMatchObject({
			status: "delivered",
			channel: "info",
		});
		vi.unstubAllEnvs();
	});

	it("refuses wrong options with a word on what to write", () => {
		expect(() => createNotifier(null as never)).toThrow("DAT_INVALID_OPTION: options is null; write an object");
		expect(() => createNotifier({ flushOnExit: -1 })).toThrow(
			"flushOnExit is -1; write a whole number from 1 to 600000",
		);
	});

	it("sends nothing to Discord itself under a test runner", async () => {
		await using notifier = createNotifier({
			webhooks: { alerts: `https://discord.com/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}` },
		});
		const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
		expect(await notifier.send({ severity: "P0", title: "a" })).toMatchObject({
			status: "suppressed",
			reason: "test-guard",
		});
		expect((await warned).message).toContain("vitest is running");
	});
});

describe("createWebhookClient() over undici", () => {
	it("posts and edits", async () => {
		const { sandbox, urls } = await setup();
		const client = createWebhookClient(urls["alerts"]!);
		const sent = await client.execute({ content: "one" }, { wait: true });
		const id = sent.ok ? (sent.body as { id: string }).id : "";
		expect(await client.edit(id, { content: "two" })).toMatchObject({ ok: true });
		expect(sandbox.messages()[0]?.body["content"]).toBe("two");
	});
});
