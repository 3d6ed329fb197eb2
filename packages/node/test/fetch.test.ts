import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { createNotifier } from "@dat/node";
import { expect, it, onTestFinished, vi } from "vitest";
import { createFetch } from "../src/fetch.ts";

/** A server on loopback, and the sockets that were opened to it. */
async function listen(): Promise<{ readonly server: Server; readonly url: string; readonly sockets: Socket[] }> {
	const sockets: Socket[] = [];
	const server = createServer((_, response) => response.writeHead(204).end());
	server.on("connection", (socket) => void sockets.push(socket));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	return { server, sockets, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const get = { method: "GET", headers: {}, redirect: "manual", signal: new AbortController().signal } as const;
const path = `/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}`;

/** What the proxy is asked to connect to. */
async function listenAsProxy(): Promise<{ readonly url: string; readonly asked: string[] }> {
	const { server, url } = await listen();
	const asked: string[] = [];
	server.on("connect", (request, socket) => {
		asked.push(request.url ?? "");
		socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
	});
	return { url, asked };
}

it.each([true, false])("goes through HTTPS_PROXY, with a thread: %s", async (thread) => {
	const { url, asked } = await listenAsProxy();
	vi.stubEnv("HTTPS_PROXY", url);
	onTestFinished(() => void vi.unstubAllEnvs());
	await using notifier = createNotifier({
		apiBase: "https://discord.invalid/api/v10",
		webhooks: { alerts: `https://discord.com${path}` },
		retry: { maxAttempts: 1 },
		queue: { thread },
	});
	expect(await notifier.send({ severity: "P1", title: "a" })).toMatchObject({ status: "dropped", reason: "exhausted" });
	expect(asked).toEqual(["discord.invalid:443"]);
});

it("goes past the proxy to what NO_PROXY names", async () => {
	const { url, asked } = await listenAsProxy();
	const direct = await listen();
	vi.stubEnv("HTTP_PROXY", url);
	vi.stubEnv("NO_PROXY", "127.0.0.1");
	onTestFinished(() => void vi.unstubAllEnvs());
	expect(await createFetch()(direct.url + path, get)).toMatchObject({ status: 204 });
	expect(asked).toEqual([]);
});

it.each([true, false])(
	"never follows a redirect, which would hand the token to another host, with a thread: %s",
	async (thread) => {
		const elsewhere = await listen();
		const asked: (string | undefined)[] = [];
		elsewhere.server.on("request", ({ url }) => void asked.push(url));
		const { server, url } = await listen();
		server.removeAllListeners("request");
		server.on("request", (request, response) =>
			response.writeHead(308, { location: elsewhere.url + request.url }).end(),
		);
		await using notifier = createNotifier({
			apiBase: `${url}/api/v10`,
			webhooks: { alerts: `https://discord.com${path}` },
			retry: { maxAttempts: 2, baseMs: 1 },
			queue: { thread },
			allowInTests: true,
		});
		expect(await notifier.send({ severity: "P1", title: "a" })).toMatchObject({ status: "dropped", httpStatus: 308 });
		expect(asked).toEqual([]);
	},
);

it("keeps one connection, and gives it up before the other side would", async () => {
	const { url, sockets } = await listen();
	const fetch = createFetch(300);
	for (let call = 0; call < 3; call++) {
		await (await fetch(url, get)).text();
		await setImmediate(); // undici frees a connection a tick after its answer
	}
	expect(sockets).toHaveLength(1);
	await once(sockets[0]!, "close");
	expect(await fetch(url, get)).toMatchObject({ status: 204 });
	expect(sockets).toHaveLength(2);
});

function* endless(): Generator<Buffer> {
	for (;;) yield Buffer.alloc(2 ** 16);
}

it("does not read an answer without end into memory", async () => {
	const { server, url } = await listen();
	server.removeAllListeners("request").on("request", (_, response) => {
		Readable.from(endless()).pipe(response);
	});
	const answer = await createFetch()(url, get);
	await expect(answer.text()).rejects.toThrow(/size/i);
});
