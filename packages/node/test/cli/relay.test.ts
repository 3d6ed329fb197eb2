import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { UsageError } from "../../src/cli/command.ts";
import { createRefusalLog } from "../../src/cli/refusal-log.ts";
import { readRelayEnvironment } from "../../src/cli/relay-environment.ts";
import { setup } from "../setup.ts";
import { spawnRelay, startRelay } from "./relay.ts";

const ORIGIN = "https://shop.example";
const TOKEN = "t".repeat(20);

async function failRelay(
	args: readonly string[],
	env: Record<string, string>,
): Promise<{ code: number; said: string }> {
	const child = spawnRelay(args, env);
	let said = "";
	child.stderr?.on("data", (chunk) => {
		said += chunk;
	});
	const [code] = await once(child, "close");
	return { code, said };
}

function post(url: string, body: string, headers: Record<string, string>): Promise<Response> {
	return fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

const ALERT = JSON.stringify({ severity: "P1", title: "Checkout failed" });

describe("dat relay", () => {
	it("opens what the environment names, delivers what comes, and stops with nothing left", async () => {
		const { sandbox, urls } = await setup();
		const secret = "s".repeat(20);
		const { child, url, ended } = await startRelay({
			DISCORD_WEBHOOK: urls["alerts"],
			DAT_RELAY_ORIGINS: `${ORIGIN}, https://blog.example`,
			DAT_RELAY_GITHUB_SECRET: secret,
			DAT_RELAY_GENERIC_TOKEN: TOKEN,
		});
		const release = JSON.stringify({ action: "published", release: { tag_name: "v2" } });
		const signature = `sha256=${createHmac("sha256", secret).update(release).digest("hex")}`;
		const statuses = [
			await post(`${url}/alerts`, ALERT, { origin: ORIGIN }),
			await post(`${url}/alerts`, ALERT, { origin: "https://evil.example" }),
			await post(`${url}/github`, release, { "x-github-event": "release", "x-hub-signature-256": signature }),
			await post(`${url}/generic`, '{"title":"Disk"}', { authorization: `Bearer ${TOKEN}` }),
			await post(`${url}/generic`, '{"title":"Disk"}', {}),
			await post(`${url}/stripe`, "{}", {}),
			await fetch(`${url}/health`),
			await fetch(url),
		].map(({ status }) => status);
		expect(statuses).toEqual([200, 403, 200, 200, 401, 404, 200, 404]);
		child.kill("SIGTERM");
		expect(await ended).toBe(0);
		const shown = JSON.stringify(sandbox.messages().map(({ body }) => body));
		for (const title of ["Checkout failed", "Released v2", "Disk"]) expect(shown).toContain(title);
	});

	it("finishes a request that has begun when it is told to stop", async () => {
		const { sandbox, urls } = await setup();
		const { child, url, lines, ended } = await startRelay({
			DISCORD_WEBHOOK: urls["alerts"],
			DAT_RELAY_ORIGINS: ORIGIN,
		});
		const begun = request(`${url}/alerts`, {
			method: "POST",
			headers: { origin: ORIGIN, "content-length": ALERT.length },
		});
		const answered = once(begun, "response");
		begun.write(ALERT.slice(0, 10));
		// The relay has seen the first request when it answers a later one.
		await fetch(`${url}/health`);
		child.kill("SIGTERM");
		await once(lines, "line");
		begun.end(ALERT.slice(10));
		const [response] = await answered;
		expect(response.statusCode).toBe(200);
		expect(await ended).toBe(0);
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("says what it refuses, with nothing of it that a terminal would obey", async () => {
		const { urls } = await setup();
		const { url, lines } = await startRelay({ DISCORD_WEBHOOK: urls["alerts"], DAT_RELAY_ORIGINS: ORIGIN });
		const said = once(lines, "line");
		await post(`${url}/alerts`, JSON.stringify({ v: "\u001b[31m\n" }), { origin: ORIGIN });
		expect(await said).toEqual(['dat relay: refused bad_request from 127.0.0.1: "v is �[31m�; write 1"']);
	});

	it.each([
		[["--port", "eighty"], {}, "--port is none; write 0 to 65535"],
		[["now"], {}, "dat relay takes no words of its own"],
		[[], { DAT_RELAY_ORIGINS: "" }, "nobody could raise an alert here; set DAT_RELAY_ORIGINS or a token"],
		[[], { DAT_RELAY_ORIGINS: "shop.example" }, "origins is not usable; write a list of scheme and host"],
		[[], { DAT_RELAY_TRUST_PROXY: "x-forwarded-for" }, "trustProxy is not usable"],
		[["--host", "192.0.2.1"], {}, "cannot listen on 192.0.2.1:8080 (EADDRNOTAVAIL); write another --port or --host"],
	])("refuses %o %o with what to write instead", async (args, env, said) => {
		expect(await failRelay(args, { DAT_RELAY_ORIGINS: ORIGIN, ...env })).toEqual({
			code: 64,
			said: expect.stringContaining(said),
		});
	});

	it("refuses a port that is taken", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		onTestFinished(() => void server.close());
		await once(server, "listening");
		const address = server.address();
		const port = typeof address === "object" ? `${address?.port}` : "";
		expect(await failRelay(["--port", port], { DAT_RELAY_ORIGINS: ORIGIN })).toMatchObject({
			code: 64,
			said: expect.stringContaining("EADDRINUSE"),
		});
	});
});

describe("readRelayEnvironment()", () => {
	const read = (env: Record<string, string>, files: Record<string, string> = {}) =>
		readRelayEnvironment(env, (path) => files[path]);

	it("serves no pages without origins, and sources by their secrets", () => {
		const { pages, sources } = read({ DAT_RELAY_GRAFANA_TOKEN: TOKEN, DAT_RELAY_STRIPE_SECRET: "whsec" });
		expect([pages, sources.map(({ name }) => name)]).toEqual([undefined, ["grafana", "stripe"]]);
	});

	it("reads lists, flags and secrets in files", () => {
		const env = {
			DAT_RELAY_ORIGINS: "https://a.example, https://b.example",
			DAT_RELAY_CHANNELS: "dev,trades",
			DAT_RELAY_ALLOW_P0: "TRUE",
			DAT_RELAY_TOKEN_KEY_FILE: "/run/secrets/key",
			DAT_RELAY_TRUST_PROXY: "2",
		};
		expect(read(env, { "/run/secrets/key": "k\n" })).toMatchObject({
			pages: {
				origins: ["https://a.example", "https://b.example"],
				channels: ["dev", "trades"],
				allowP0: true,
				tokenKey: "k",
			},
			trustProxy: 2,
		});
		expect(read({ DAT_RELAY_ORIGINS: ORIGIN, DAT_RELAY_TRUST_PROXY: "cf-connecting-ip" })).toMatchObject({
			pages: { allowP0: false },
			trustProxy: "cf-connecting-ip",
		});
	});

	it.each([
		[{ DAT_RELAY_GENERIC_TOKEN: "hunter2" }, "DAT_RELAY_GENERIC_TOKEN: DAT_INVALID_OPTION: token is not usable"],
		[{ DAT_RELAY_GITHUB_SECRET_FILE: "/none" }, "DAT_RELAY_GITHUB_SECRET_FILE names a file that is empty"],
	])("names the variable that is wrong, and never its value: %o", (env, message) => {
		expect(() => read(env)).toThrow(UsageError);
		expect(() => read(env)).toThrow(message);
		expect(() => read(env)).not.toThrow("hunter2");
	});
});

describe("createRefusalLog()", () => {
	it("tells the first of a kind at once, and then one a minute with how many there were", () => {
		vi.useFakeTimers({ toFake: ["performance"] });
		onTestFinished(() => void vi.useRealTimers());
		const said: string[] = [];
		const log = createRefusalLog((line) => said.push(line));
		for (let time = 0; time < 5; time++) log({ error: "origin", detail: "d", client: "192.0.2.1" });
		log({ error: "token", detail: "t" });
		vi.advanceTimersByTime(60_000);
		log({ error: "origin", detail: "d", client: "192.0.2.1" });
		expect(said).toEqual([
			'refused origin from 192.0.2.1: "d"',
			'refused token from an unknown address: "t"',
			'refused origin from 192.0.2.1: "d", and 4 more in between',
		]);
	});
});
