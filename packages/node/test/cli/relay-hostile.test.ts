import { connect } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setup } from "../setup.ts";
import { startRelay } from "./relay.ts";

const ORIGIN = "https://shop.example";
const TOKEN = "t".repeat(20);
const PAGE = `host: relay\r\norigin: ${ORIGIN}\r\ncontent-type: text/plain\r\n`;

/** What no browser sends, as it goes over the wire. */
const RAW: readonly string[] = [
	"GARBAGE\r\n\r\n",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	"\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
	"CONNECT discord.com:443 HTTP/1.1\r\nhost: discord.com\r\n\r\n",
	`OPTIONS * HTTP/1.1\r\n${PAGE}\r\n`,
	`POST //evil.example/alerts HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`,
	`POST http://evil.example:99999/alerts HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`,
	`POST @evil.example:99999/alerts HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`,
	`POST /alerts?token=%ff%00 HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`,
	`POST /__proto__ HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`,
	`POST /alerts HTTP/1.1\r\n${PAGE}upgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`,
	`POST /alerts HTTP/1.1\r\n${PAGE}expect: nonsense\r\ncontent-length: 2\r\n\r\n{}`,
	`POST /alerts HTTP/1.1\r\n${PAGE}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}content-length: -1\r\n\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}content-length: 99999999999999999999\r\n\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}`,
	`POST /alerts HTTP/1.1\r\n${PAGE}${"x-a: b\r\n".repeat(3000)}\r\n`,
	`POST /alerts HTTP/1.1\r\n${PAGE}x-forwarded-for: \u001b[31m\r\n\r\n`,
	`POST /${"a".repeat(20_000)} HTTP/1.1\r\n${PAGE}\r\n`,
	`POST /github HTTP/1.1\r\nhost: relay\r\nx-hub-signature-256: sha256=${"f".repeat(5000)}\r\ncontent-length: 2\r\n\r\n{}`,
	`POST /alerts HTTP/1.1\r\n${PAGE}content-length: 2\r\n\r\n{}`.repeat(100),
];

/** Writes to the relay, waits for the end of whatever it answers. */
async function throwAt(port: number, bytes: Uint8Array | string): Promise<string> {
	const socket = connect(port, "127.0.0.1");
	let answer = "";
	socket.on("data", (data) => {
		answer += data.toString("latin1");
	});
	// It may well reset the connection.
	socket.on("error", () => {});
	socket.end(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
	await new Promise((resolve) => socket.once("close", resolve));
	return answer;
}

describe("dat relay under what no client of its own sends", () => {
	it("neither ends nor repeats any of it, and takes the next genuine alert", { timeout: 120_000 }, async () => {
		const { sandbox, urls } = await setup();
		const { child, url, ended, said } = await startRelay({
			DISCORD_WEBHOOK: urls["alerts"],
			DAT_RELAY_ORIGINS: ORIGIN,
			DAT_RELAY_GITHUB_SECRET: TOKEN,
			DAT_RELAY_TRUST_PROXY: "1",
		});
		const port = Number(new URL(url).port);
		for (const raw of RAW) {
			const answer = await throwAt(port, raw);
			expect(answer).toMatch(/^(?:$|HTTP\/1\.1 (?:100|2|4)\d*)/);
			expect(answer).not.toContain("evil.example");
		}
		const bytes = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { numRuns: 200, seed: 1 });
		for (const random of bytes) await throwAt(port, random);
		for (const random of bytes)
			await throwAt(port, `POST /alerts HTTP/1.1\r\n${PAGE}content-length: ${random.length}\r\n\r\n${random}`);
		const headers = { origin: ORIGIN, "content-type": "text/plain", "x-forwarded-for": "192.0.2.77" };
		const body = JSON.stringify({ severity: "P1", title: "still here" });
		expect((await fetch(`${url}/alerts`, { method: "POST", headers, body })).status).toBe(200);
		child.kill("SIGTERM");
		expect(await ended).toBe(0);
		expect(JSON.stringify(sandbox.messages())).toContain("still here");
		expect(said()).not.toMatch(/\n\s+at |bug of dat|[\u0000-\u0008\u000b-\u001f]/);
	});
});
