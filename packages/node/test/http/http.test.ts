import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import type { Alert } from "@dat/node";
import {
	createInbound,
	createRelay,
	github,
	type RelayOptions,
	type RelayRefused,
	toNodeHandler,
} from "@dat/node/http";
import express from "express";
import { describe, expect, it } from "vitest";
import { HOSTS } from "./hosts.ts";

const ORIGIN = "https://shop.example";
const ALERT = { severity: "P2", title: "Bestellung 😀 fällt aus" };
const PAGE = { origin: ORIGIN, "content-type": "text/plain;charset=UTF-8" };

function setup(options: Partial<RelayOptions> = {}) {
	const raised: Alert[] = [];
	const refused: RelayRefused[] = [];
	const notifier = {
		notify: (alert: Alert) => {
			raised.push(alert);
			return { id: "0".repeat(32), state: "queued" as const };
		},
		send: () => Promise.reject(new Error("nobody waits")),
	};
	const onRefused = (what: RelayRefused): void => void refused.push(what);
	const relay = createRelay({ notifier, origins: [ORIGIN], onRefused, ...options });
	return { notifier, relay, raised, refused };
}

describe.each(Object.entries(HOSTS))("a relay on %s", (_, host) => {
	it.each([
		["text/plain", PAGE],
		["application/json", { ...PAGE, "content-type": "application/json" }],
	])("takes an alert of a page as %s and lets it read the answer", async (_type, headers) => {
		const { relay, raised } = setup();
		const response = await fetch(await host(relay), { method: "POST", headers, body: JSON.stringify(ALERT) });
		expect([response.status, await response.json()]).toEqual([200, { v: 1, results: [{ status: "accepted" }] }]);
		expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
		expect(raised).toMatchObject([ALERT]);
	});

	it("takes an alert without a content type", async () => {
		const { relay, raised } = setup();
		const body = new TextEncoder().encode(JSON.stringify(ALERT));
		const { status } = await fetch(await host(relay), { method: "POST", headers: { origin: ORIGIN }, body });
		expect([status, raised.length]).toEqual([200, 1]);
	});

	it("answers a preflight, and refuses other methods", async () => {
		const { relay } = setup();
		const url = await host(relay);
		const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: ORIGIN } });
		expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([204, "POST"]);
		const get = await fetch(url, { headers: { origin: ORIGIN } });
		expect([get.status, get.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
	});

	it("reads the page token in the query, and the address of the connection", async () => {
		const { relay, refused } = setup({ tokenKey: "k".repeat(32) });
		const { status } = await fetch(`${await host(relay)}?token=forged`, { method: "POST", headers: PAGE, body: "{}" });
		expect([status, refused]).toMatchObject([401, [{ error: "token", client: "127.0.0.1" }]]);
	});

	it.each([
		[0, "127.0.0.1"],
		[1, "192.0.2.9"],
		[2, "198.51.100.1"],
	])("believes the last %i entries of X-Forwarded-For, which its own proxies wrote", async (trustProxy, client) => {
		const { relay, refused } = setup({ trustProxy });
		const forwarded = { "x-forwarded-for": "203.0.113.1, 198.51.100.1, 192.0.2.9" };
		await fetch(await host(relay), { method: "POST", headers: { ...PAGE, ...forwarded }, body: "{" });
		expect(refused).toMatchObject([{ error: "bad_request", client }]);
	});

	it("checks a signature over the very bytes that were sent", async () => {
		const { notifier, raised } = setup();
		const secret = "s".repeat(20);
		const inbound = createInbound({ notifier, source: github({ secret }) });
		const body = `{ "action" : "published",\r\n "release": { "tag_name": "v1 😀" } }`;
		const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
		const headers = {
			"content-type": "application/json",
			"x-github-event": "release",
			"x-hub-signature-256": signature,
		};
		const { status } = await fetch(await host(inbound), { method: "POST", headers, body });
		expect([status, raised]).toMatchObject([200, [{ title: "Released v1 😀" }]]);
	});

	it("answers 413 to a body without an end, and closes the connection", async () => {
		const { relay, refused } = setup();
		const { port } = new URL(await host(relay));
		const socket = connect(Number(port), "127.0.0.1");
		const closed = once(socket, "close");
		let answer = "";
		socket.on("data", (data) => {
			answer += data;
		});
		// The end of a connection on which somebody still writes comes as a reset.
		socket.on("error", () => {});
		const head = Object.entries(PAGE).map(([name, value]) => `${name}: ${value}\r\n`);
		socket.write(`POST /alerts HTTP/1.1\r\nhost: relay\r\ntransfer-encoding: chunked\r\n${head.join("")}\r\n`);
		socket.write(`2710\r\n${"x".repeat(10_000)}\r\n`.repeat(7));
		await closed;
		expect(answer).toMatch(/^HTTP\/1\.1 413 /);
		expect(refused).toMatchObject([{ error: "too_large" }]);
	});

	it("survives a client that goes in the middle of its body", async () => {
		const { relay, raised } = setup();
		const url = await host(relay);
		const gone = request(url, { method: "POST", headers: { ...PAGE, "content-length": 1000 } });
		gone.on("error", () => {});
		gone.write("{");
		await once(gone, "socket");
		gone.destroy();
		const { status } = await fetch(url, { method: "POST", headers: PAGE, body: JSON.stringify(ALERT) });
		expect([status, raised.length]).toEqual([200, 1]);
	});
});

describe("beside a relay", () => {
	it.each(["Express", "Fastify"])("%s still reads JSON for others", async (name) => {
		const url = (await HOSTS[name]?.(setup().relay))?.replace("/alerts", "/other") ?? "";
		const headers = { "content-type": "application/json" };
		const response = await fetch(url, { method: "POST", headers, body: '{"a":1}' });
		expect(await response.json()).toEqual({ a: 1 });
	});
});

describe("a body that Express has read already", () => {
	it("is refused, with one warning that says where to mount the relay", async () => {
		const { relay, raised } = setup();
		const app = express();
		app.use(express.json());
		app.all("/alerts", toNodeHandler(relay));
		const server = createServer(app).listen(0, "127.0.0.1");
		await once(server, "listening");
		const address = server.address();
		const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/alerts`;
		const warned = once(process, "warning");
		const headers = { ...PAGE, "content-type": "application/json" };
		for (let time = 0; time < 2; time++) {
			const { status } = await fetch(url, { method: "POST", headers, body: JSON.stringify(ALERT) });
			expect(status).toBe(400);
		}
		const [warning] = await warned;
		expect(warning).toMatchObject({ code: "DAT_BODY_WAS_READ", message: expect.stringContaining("express.json()") });
		expect(raised).toEqual([]);
		server.closeAllConnections();
		server.close();
	});
});
