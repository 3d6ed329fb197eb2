import { createHandlers, createSandbox, FAULTS, type FaultName, type Sandbox, startServer } from "@dat/sandbox";
import fc from "fast-check";
import { http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it, onTestFinished } from "vitest";

type Init = { method: string; headers: Record<string, string>; body?: string; redirect?: "manual" };
type Send = (path: string, init: Init) => Promise<{ status: number; body: string; headers: (string | null)[] }>;

const NOW = 1_750_000_000_000;
const HEADERS =
	"x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-ratelimit-reset-after x-ratelimit-bucket x-ratelimit-scope x-ratelimit-global retry-after via date server location access-control-allow-origin".split(
		" ",
	);

interface Shell {
	readonly sandbox: Sandbox;
	readonly send: Send;
	readonly path: string;
	readonly script: (...names: FaultName[]) => void;
}

async function open(kind: string): Promise<Shell> {
	const sandbox = createSandbox({ now: () => NOW, seed: 3, limits: { channel: { max: 3, windowMs: 1000 } } });
	const { id, token } = sandbox.createWebhook({ channel: "alerts" });
	const script = (...names: FaultName[]): void => sandbox.script(id, ...names.map((name) => FAULTS[name]));
	const path = `/api/v10/webhooks/${id}/${token}`;
	const read = async (response: {
		status: number;
		headers: { get(name: string): string | null };
		text(): Promise<string>;
	}): ReturnType<Send> => ({
		status: response.status,
		// Ids count on over resets, and no two shells have had the same number of resets while a run shrinks.
		body: (await response.text()).replace(/"id":"\d+"/g, '"id":"any"'),
		headers: HEADERS.map((name) => response.headers.get(name)),
	});
	if (kind === "direct")
		return {
			sandbox,
			path,
			script,
			send: async (target, init) => read(await sandbox.fetch(`https://discord.com${target}`, init)),
		};
	if (kind === "http") {
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		return { sandbox, path, script, send: async (target, init) => read(await fetch(server.url + target, init)) };
	}
	const network = setupServer(
		...createHandlers(sandbox, "https://discord.com"),
		http.all("*", () => passthrough()),
	);
	network.listen({ onUnhandledFrame: "error" });
	onTestFinished(() => network.close());
	return {
		sandbox,
		path,
		script,
		send: async (target, init) => read(await fetch(`https://discord.com${target}`, init)),
	};
}

const JSON_TYPE = { "content-type": "application/json" };

const content = fc.constantFrom("grüße 🧨", "", " ", "@everyone <@123456789012345678>", "x".repeat(2001));
const body = fc.oneof(
	fc
		.record({ content, username: fc.constantFrom("dat", "Clyde", "") }, { requiredKeys: [] })
		.map((value) => JSON.stringify(value)),
	fc.constantFrom("{", "[]", '{"embeds":[{}]}', '{"content":"a","thread_name":"t"}', "content=a"),
);
const request = fc.record({
	suffix: fc.constantFrom("", "?wait=true", "?wait=no", "?thread_id=1", "/slack", "/messages/1", "/nowhere", "x"),
	version: fc.constantFrom("/v10", "/v8", "", "/v5"),
	method: fc.constantFrom("POST", "POST", "POST", "GET", "PATCH", "DELETE"),
	type: fc.constantFrom("application/json", "application/json", "text/plain", "application/x-www-form-urlencoded"),
	body,
	fault: fc.option(fc.constantFrom("limited", "banned-text", "unavailable", "silent-drop", "redirect"), {
		nil: undefined,
		freq: 8,
	}),
	origin: fc.option(fc.constant("https://shop.example"), { nil: undefined, freq: 4 }),
});
type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

describe("the three shells", () => {
	it("[E39] give the same answers to the same requests, with ids and tokens by the seed alone", async () => {
		const shells = await Promise.all(["direct", "http", "msw"].map((shell) => open(shell)));
		expect(new Set(shells.map(({ path }) => path)).size).toBe(1);
		const send = async (
			shell: Shell,
			{ suffix, version, method, type, body, fault, origin }: Request,
		): Promise<unknown> =>
			shell.send(shell.path.replace("/v10", version) + suffix, {
				method,
				headers: {
					"content-type": type,
					...(fault !== undefined && { "x-sandbox-fault": fault }),
					...(origin !== undefined && { origin }),
				},
				...(method !== "GET" && { body }),
				redirect: "manual",
			});
		const property = fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async (requests) => {
			const answers = await Promise.all(
				shells.map(async (shell) => {
					shell.sandbox.reset();
					const own: unknown[] = [];
					for (const one of requests) own.push(await send(shell, one));
					return own;
				}),
			);
			expect(answers[1]).toEqual(answers[0]);
			expect(answers[2]).toEqual(answers[0]);
			const [direct, ...others] = shells.map(({ sandbox }) =>
				sandbox.ledger.map(({ effect, reason, code, problems, notified }) => ({
					effect,
					reason,
					code,
					problems,
					notified,
				})),
			);
			for (const other of others) expect(other).toEqual(direct);
		});
		await fc.assert(property, { numRuns: 30 });
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
