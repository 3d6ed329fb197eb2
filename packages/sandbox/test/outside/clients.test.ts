import { createSandbox, FAULTS, type LocalDiscord, type SandboxOptions, type WebhookHandle } from "@dat/sandbox";
import { REST } from "@discordjs/rest";
import { DiscordAPIError, WebhookClient } from "discord.js";
import { type RESTPostAPIWebhookWithTokenWaitResult, Routes } from "discord-api-types/v10";
import { describe, expect, it, onTestFinished } from "vitest";

// The clients are the real ones, unmodified; only their documented `api` option points here.

interface World {
	readonly discord: LocalDiscord;
	readonly webhook: WebhookHandle;
	readonly client: WebhookClient;
	readonly rest: REST;
}

async function open(options: SandboxOptions = {}): Promise<World> {
	const discord = createSandbox(options);
	const { url, close } = await discord.listen();
	onTestFinished(() => close());
	const webhook = discord.createWebhook({ channel: "alerts" });
	const api = `${url}/api`;
	const client = new WebhookClient({ id: webhook.id, token: webhook.token }, { rest: { api, retries: 2 } });
	onTestFinished(() => client.destroy());
	return { discord, webhook, client, rest: new REST({ api, version: "10", retries: 2 }) };
}

describe("discord.js's WebhookClient", () => {
	it("posts, reads, edits and deletes, with embeds and files", async () => {
		const { discord, client } = await open();
		const sent = await client.send({
			content: "DB down",
			username: "checkout",
			embeds: [{ title: "p99", color: 0xff0000, fields: [{ name: "region", value: "ap-south-1", inline: true }] }],
			files: [{ attachment: Buffer.from("log"), name: "log.txt", description: "the log" }],
			allowedMentions: { parse: [] },
		});
		expect(sent.attachments).toMatchObject([{ filename: "log.txt", size: 3, description: "the log" }]);
		expect((await client.fetchMessage(sent.id)).content).toBe("DB down");
		expect((await client.editMessage(sent.id, { content: "DB up" })).content).toBe("DB up");
		expect(discord.messages()).toMatchObject([{ username: "checkout", body: { content: "DB up" } }]);
		await client.deleteMessage(sent.id);
		expect(discord.messages()).toEqual([]);
		expect(discord.ledger.map(({ status, effect }) => `${status} ${effect}`)).toEqual([
			"200 stored",
			"200 read",
			"200 edited",
			"204 deleted",
		]);
	});

	it("opens posts in a forum, and renames and deletes its webhook", async () => {
		const { discord, webhook, client } = await open();
		discord.createChannel({ name: "alerts", kind: "forum" });
		const post = await client.send({ content: "a", threadName: "DB down" });
		expect(post.channel_id).toBe(post.id);
		await client.send({ content: "b", threadId: post.id });
		await client.edit({ name: "renamed" });
		expect(discord.state.webhooks.get(webhook.id)?.name).toBe("renamed");
		await client.delete();
		await expect(client.send({ content: "c", threadId: post.id })).rejects.toMatchObject({ code: 10015, status: 404 });
	});

	it("parses every field error of a refusal", async () => {
		const { client } = await open();
		const error = await client
			.send({ content: "x".repeat(2001), embeds: [{ title: "fine" }, { title: "t", url: "http://grafana:3000" }] })
			.then(() => expect.unreachable())
			.catch((thrown: unknown) => thrown);
		if (!(error instanceof DiscordAPIError)) throw error;
		expect([error.status, error.code]).toEqual([400, 50035]);
		expect(error.message.split("\n")).toEqual([
			"Invalid Form Body",
			"content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.",
			"embeds[1].url[URL_TYPE_INVALID_URL]: Not a well formed URL.",
		]);
		await expect(client.send({ content: " " })).rejects.toMatchObject({ code: 50006 });
	});
});

describe("@discordjs/rest", () => {
	const post = ({ rest, webhook }: World, content: string): Promise<unknown> =>
		rest.post(Routes.webhook(webhook.id, webhook.token), {
			auth: false,
			body: { content },
			query: new URLSearchParams({ wait: "true" }),
		});

	it("paces itself by the headers, without meeting a 429", async () => {
		const world = await open({ limits: { bucket: { max: 2, windowMs: 200 }, global: false } });
		const contents = ["a", "b", "c", "d", "e"];
		await Promise.all(contents.map((content) => post(world, content)));
		expect(world.discord.messages().map(({ body }) => body.content)).toEqual(contents);
		expect(world.discord.ledger.map(({ status }) => status)).toEqual(Array(5).fill(200));
	});

	it("waits as long as a 429 of the hidden limit says, and goes on", async () => {
		const world = await open({ limits: { bucket: false, channel: { max: 1, windowMs: 150 }, global: false } });
		await post(world, "a");
		await post(world, "b");
		const [, refused, last] = world.discord.ledger;
		expect(world.discord.ledger.map(({ status }) => status)).toEqual([200, 429, 200]);
		const toldMs = JSON.parse(refused?.responseBody ?? "").retry_after * 1000;
		expect((last?.receivedAtMs ?? 0) - (refused?.answeredAtMs ?? 0)).toBeGreaterThanOrEqual(toldMs);
	});

	it("tries again after a 5xx, and reads what comes then", async () => {
		const world = await open();
		world.discord.script(world.webhook.id, FAULTS.unavailable);
		const message = (await post(world, "a")) as RESTPostAPIWebhookWithTokenWaitResult;
		expect(message).toMatchObject({ content: "a", webhook_id: world.webhook.id, author: { discriminator: "0000" } });
		expect(world.discord.ledger.map(({ status }) => status)).toEqual([503, 200]);
	});
});
