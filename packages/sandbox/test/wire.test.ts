import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { FAULTS, type Fault, ODD_FAULTS, type Sandbox, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { setup } from "./setup.ts";

const POST = { method: "POST", headers: { "content-type": "application/json" }, body: '{"content":"a"}' };

async function open(...faults: Fault[]): Promise<{ sandbox: Sandbox; url: string; port: number; path: string }> {
	const { sandbox, webhook, path } = setup({ sleep: () => Promise.resolve() });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	sandbox.script(webhook.id, ...faults);
	return { sandbox, url: `${webhook.url(server.url)}?wait=true`, port: Number(new URL(server.url).port), path };
}

/** Posts on a bare socket; all that comes back until the server ends the connection. */
async function raw(port: number, path: string): Promise<string> {
	const socket = createConnection(port, "127.0.0.1");
	socket.write(
		`POST /api/v10${path}?wait=true HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"content":"a"}`,
	);
	return text(socket);
}

describe("faults of the wire", () => {
	it.each<[string, Fault, number]>([
		["a reset before storing", FAULTS["reset-before"], 0],
		["a reset after storing", FAULTS["reset-after"], 1],
		["a body that breaks off", FAULTS.truncate, 1],
	])("[E36] %s fails the request", async (_, fault, stored) => {
		const { sandbox, url } = await open(fault);
		await expect(fetch(url, POST).then((response) => response.text())).rejects.toThrow();
		expect(sandbox.messages()).toHaveLength(stored);
		expect(sandbox.ledger[0]?.effect).toBe(stored ? "stored" : "nothing");
	});

	it("[E36] a wrong Content-Length leaves half a body that does not parse", async () => {
		const { url } = await open(ODD_FAULTS["short-length"]);
		const body = await (await fetch(url, POST)).text();
		expect(() => JSON.parse(body)).toThrow();
	});

	it("[E36] a drip arrives whole", async () => {
		const { url } = await open(ODD_FAULTS.drip);
		expect(await (await fetch(url, POST)).json()).toMatchObject({ content: "a" });
	});

	it("[E36] a stall in the body has told its status", async () => {
		const { url } = await open(ODD_FAULTS["stall-body"]);
		const controller = new AbortController();
		const response = await fetch(url, { ...POST, signal: controller.signal });
		expect(response.status).toBe(200);
		const body = response.text();
		controller.abort(new Error("enough"));
		await expect(body).rejects.toThrow("enough");
	});

	it("[E36] a kept connection is reset on its next use", async () => {
		const { sandbox, port, path } = await open(ODD_FAULTS["reset-next"]);
		const socket = createConnection(port, "127.0.0.1");
		const head = `GET /api/v10${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
		socket.write(head);
		await new Promise((resolve) => socket.once("data", resolve));
		socket.write(head);
		await expect(text(socket)).rejects.toThrow("ECONNRESET");
		expect(sandbox.ledger).toHaveLength(1);
	});

	it("[E36] an error after storing is stored once, and a silent drop never", async () => {
		const { sandbox, url } = await open(ODD_FAULTS["error-after-storing"], ODD_FAULTS["silent-drop"]);
		expect([(await fetch(url, POST)).status, (await fetch(url, POST)).status]).toEqual([500, 204]);
		expect(sandbox.messages()).toHaveLength(1);
		expect(sandbox.ledger).toMatchObject([{ effect: "stored" }, { effect: "nothing" }]);
	});

	it("[E36] refused connections reach nobody until it listens again", async () => {
		let wake = (): void => {};
		const { sandbox, webhook } = setup({ sleep: () => new Promise((resolve) => (wake = resolve)) });
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		const told = await fetch(`${server.url}/_sandbox/refuse`, { method: "POST", body: '{"forMs":1000}' });
		expect(await told.json()).toEqual({ refusedForMs: 1000 });
		const code = (error: any): string => error.cause?.code;
		await vi.waitFor(async () => expect(await fetch(server.url).then(() => "", code)).toBe("ECONNREFUSED"));
		wake();
		await vi.waitFor(async () => expect((await fetch(webhook.url(server.url))).status).toBe(200));
		expect(sandbox.ledger).toHaveLength(1);
	});

	it("[E36] a redirect points elsewhere", async () => {
		const { url } = await open(ODD_FAULTS["redirect-permanent"]);
		const response = await fetch(url, { ...POST, redirect: "manual" });
		expect([response.status, response.headers.get("location")]).toEqual([308, "https://elsewhere.invalid/"]);
	});

	it("[E36] a truncated body has promised more than it sends", async () => {
		const { port, path } = await open(FAULTS.truncate);
		const [head = "", body = ""] = (await raw(port, path)).split("\r\n\r\n");
		expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(body.length);
	});

	it("[E36] can be asked for by a header, for suites that have no other way", async () => {
		const { sandbox, url } = await open();
		const headers = { ...POST.headers, "x-sandbox-fault": "unavailable" };
		expect((await fetch(url, { ...POST, headers })).status).toBe(503);
		expect((await fetch(url, POST)).status).toBe(200);
		expect(sandbox.ledger.map(({ fault }) => fault)).toEqual(["503", undefined]);
	});
});
