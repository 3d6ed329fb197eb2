import { type ClientHttp2Session, connect } from "node:http2";
import { text } from "node:stream/consumers";
import { createSandbox, FAULTS, type Fault, type LocalDiscord, ODD_FAULTS } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";

interface World {
	readonly discord: LocalDiscord;
	readonly session: ClientHttp2Session;
	post(): Promise<{ status: number; body: string }>;
}

async function open(...faults: Fault[]): Promise<World> {
	const discord = createSandbox();
	const { url, close } = await discord.listenHttp2();
	onTestFinished(() => close());
	const webhook = discord.createWebhook({ channel: "alerts" });
	discord.script(webhook.id, ...faults);
	const session = connect(url);
	session.on("error", () => {});
	onTestFinished(() => session.destroy());
	const post: World["post"] = async () => {
		const path = `/api/v10/webhooks/${webhook.id}/${webhook.token}?wait=true`;
		const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/json" });
		const answered = new Promise<number>((resolve, reject) => {
			stream.once("response", (headers) => resolve(Number(headers[":status"])));
			stream.once("error", reject);
			stream.once("close", () => reject(new Error(`closed with ${stream.rstCode}`)));
		});
		stream.end('{"content":"a"}');
		return { status: await answered, body: await text(stream) };
	};
	return { discord, session, post };
}

describe("over HTTP/2", () => {
	it("[E36] the same API answers, many requests on one connection", async () => {
		const { discord, post } = await open();
		expect(JSON.parse((await post()).body)).toMatchObject({ content: "a" });
		await Promise.all([post(), post()]);
		expect(discord.ledger.map(({ connection, status }) => [connection, status])).toEqual(Array(3).fill([1, 200]));
		expect(Object.keys(discord.ledger[0]?.headers ?? {}).filter((name) => name.startsWith(":"))).toEqual([]);
	});

	it.each<[string, Fault, string, number]>([
		["refused before it was looked at", FAULTS["reset-before"], "NGHTTP2_REFUSED_STREAM", 0],
		["broken after it was stored", FAULTS["reset-after"], "NGHTTP2_INTERNAL_ERROR", 1],
	])("[E36] a stream is %s", async (_, fault, code, stored) => {
		const { discord, post } = await open(fault);
		await expect(post()).rejects.toThrow(code);
		expect(discord.messages()).toHaveLength(stored);
		expect((await post()).status).toBe(200);
	});

	it("[E36] a connection says goaway, and that the request was not looked at", async () => {
		const { discord, session, post } = await open(ODD_FAULTS.goaway);
		const said = new Promise((resolve) => session.once("goaway", resolve));
		await expect(post()).rejects.toThrow("NGHTTP2_REFUSED_STREAM");
		await said;
		expect([discord.messages().length, discord.ledger[0]?.reason]).toEqual([
			0,
			"connection ended before it was looked at",
		]);
	});

	it("[E36] a body breaks off", async () => {
		const { post } = await open(FAULTS.truncate);
		await expect(post()).rejects.toThrow();
	});
});
