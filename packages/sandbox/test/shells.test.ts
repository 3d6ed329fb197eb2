import { createHandlers, createSandbox, FAULTS, type FaultName, startServer } from "@dat/sandbox";
import { http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it, onTestFinished } from "vitest";

type Send = (
	path: string,
	init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; body: string; rate: (string | null)[] }>;

const NOW = 1_750_000_000_000;
const RATE = ["x-ratelimit-limit", "x-ratelimit-remaining", "retry-after", "x-ratelimit-scope", "via"];

async function open(shell: string): Promise<{ send: Send; path: string; script: (...names: FaultName[]) => void }> {
	const sandbox = createSandbox({ now: () => NOW });
	const { id, token } = sandbox.createWebhook({ channel: "alerts" });
	const script = (...names: FaultName[]): void => sandbox.script(id, ...names.map((name) => FAULTS[name]));
	const path = `/api/v10/webhooks/${id}/${token}`;
	const read = async (response: {
		status: number;
		headers: { get(name: string): string | null };
		text(): Promise<string>;
	}): ReturnType<Send> => ({
		status: response.status,
		body: await response.text(),
		rate: RATE.map((name) => response.headers.get(name)),
	});
	if (shell === "direct")
		return {
			path,
			script,
			send: async (target, init) => read(await sandbox.fetch(`https://discord.com${target}`, init)),
		};
	if (shell === "http") {
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		return { path, script, send: async (target, init) => read(await fetch(server.url + target, init)) };
	}
	const network = setupServer(
		...createHandlers(sandbox, "https://discord.com"),
		http.all("*", () => passthrough()),
	);
	network.listen({ onUnhandledFrame: "error" });
	onTestFinished(() => network.close());
	return { path, script, send: async (target, init) => read(await fetch(`https://discord.com${target}`, init)) };
}

const JSON_TYPE = { "content-type": "application/json" };
const REQUESTS: readonly [suffix: string, init: { method: string; headers: Record<string, string>; body?: string }][] =
	[
		["?wait=true", { method: "POST", headers: JSON_TYPE, body: '{"content":"grüße 🧨"}' }],
		["", { method: "POST", headers: JSON_TYPE, body: '{"embeds":[{}]}' }],
		["", { method: "POST", headers: JSON_TYPE, body: '{"content":"x"}' }],
		["", { method: "POST", headers: JSON_TYPE, body: "{" }],
		["", { method: "POST", headers: { "content-type": "text/plain" }, body: "a" }],
		["", { method: "POST", headers: JSON_TYPE, body: '{"content":"one too many"}' }],
		["", { method: "GET", headers: {} }],
		["/messages/1", { method: "DELETE", headers: {} }],
		["/nowhere", { method: "GET", headers: {} }],
	];

describe("the three shells", () => {
	it("give the same answers to the same requests", async () => {
		const answers: unknown[] = [];
		for (const shell of ["direct", "http", "msw"]) {
			const { send, path } = await open(shell);
			const own: unknown[] = [];
			for (const [suffix, init] of REQUESTS) own.push(await send(path + suffix, init));
			answers.push(own);
		}
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[2]).toEqual(answers[0]);
		expect((answers[0] as { status: number }[]).map(({ status }) => status)).toEqual([
			200, 400, 204, 400, 400, 429, 200, 404, 404,
		]);
	});

	it.each(["direct", "http", "msw"])("break the connection when told to: %s", async (shell) => {
		const { send, path, script } = await open(shell);
		script("reset-before", "reset-after", "limited");
		const init = { method: "POST", headers: JSON_TYPE, body: '{"content":"a"}' };
		await expect(send(path, init)).rejects.toThrow();
		await expect(send(path, init)).rejects.toThrow();
		expect(await send(path, init)).toMatchObject({ status: 429 });
	});

	it("cut an answer off on a real socket, after storing", async () => {
		const { send, path, script } = await open("http");
		script("truncate");
		await expect(
			send(`${path}?wait=true`, { method: "POST", headers: JSON_TYPE, body: '{"content":"a"}' }),
		).rejects.toThrow();
		expect((await send(path, { method: "POST", headers: JSON_TYPE, body: '{"content":"b"}' })).status).toBe(204);
	});

	it("stall until the client gives up", async () => {
		const { path, script } = await open("direct");
		script("stall");
		const sandbox = createSandbox();
		const { id, token } = sandbox.createWebhook({ channel: "alerts" });
		sandbox.script(id, FAULTS.stall);
		const controller = new AbortController();
		const stalled = sandbox.fetch(`https://discord.com/api/v10/webhooks/${id}/${token}`, { signal: controller.signal });
		controller.abort(new Error("enough"));
		await expect(stalled).rejects.toThrow("enough");
		expect(path).toContain("/webhooks/");
	});
});
