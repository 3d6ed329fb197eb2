import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { here, setup, titles } from "./setup.ts";

const RECIPES = join(here, "../recipes");
const ORIGIN = "https://shop.example";

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	return typeof address === "object" ? (address?.port ?? 0) : 0;
}

describe("the recipes for Deno", () => {
	it("relay.ts takes alerts of pages and of Alertmanager, limits by address, and stops with nothing left", async () => {
		const world = await setup();
		const port = await findPort();
		const token = "t".repeat(20);
		const flags = ["--allow-net", "--allow-env=DISCORD_WEBHOOK,ALERTMANAGER_TOKEN,PORT"];
		const env = { PORT: `${port}`, ALERTMANAGER_TOKEN: token };
		const { child, ended } = world.startWith(env, "run", ...flags, join(RECIPES, "relay.ts"));
		if (child.stderr) await once(child.stderr, "data"); // "Listening on …"
		const url = `http://127.0.0.1:${port}`;
		const post = (path: string, body: object, headers: Record<string, string>): Promise<Response> =>
			fetch(url + path, { method: "POST", body: JSON.stringify(body), headers });
		const page = { origin: ORIGIN, "content-type": "text/plain" };
		const taken = await post("/alerts", { severity: "P1", title: "from a page" }, page);
		expect([taken.status, await taken.json()]).toEqual([200, { v: 1, results: [{ status: "accepted" }] }]);
		const group = {
			version: "4",
			groupKey: "g",
			status: "firing",
			alerts: [{ status: "firing", labels: { alertname: "Disk" } }],
		};
		const statuses = [
			await post("/alertmanager", group, { authorization: `Bearer ${token}`, "content-type": "application/json" }),
			await post("/alertmanager", group, { "content-type": "application/json" }),
			await post("/alerts", {}, { origin: "https://evil.example" }),
			await fetch(`${url}/health`),
			await fetch(`${url}/nothing`),
		].map(({ status }) => status);
		expect(statuses).toEqual([200, 401, 403, 200, 404]);
		const many = await Promise.all(Array.from({ length: 130 }, () => post("/alerts", {}, page)));
		expect(many.map(({ status }) => status)).toContain(429);
		child.kill("SIGTERM");
		expect(await ended).toMatchObject({ code: 0 });
		expect(titles(world).join()).toMatch(/from a page.*Firing: g|Firing: g.*from a page/);
	});

	it("cron.ts raises an alert for a job that throws, and none for one that does not", async () => {
		const world = await setup();
		const flags = ["--unstable-cron", `--allow-net=${world.host}`, "--allow-env=DISCORD_WEBHOOK", "--allow-read"];
		const { code, said } = await world.start("run", ...flags, "fixtures/cron.ts").ended;
		expect(code, said).toBe(0);
		expect(titles(world)).toEqual([expect.stringContaining("nightly import failed")]);
	});

	it("are what deno check and deno lint accept", async () => {
		const { start } = await setup();
		for (const words of [
			["check", "--unstable-cron", "../recipes/relay.ts", "../recipes/cron.ts"],
			["lint", "../recipes"],
		]) {
			const { code, printed, said } = await start(...words).ended;
			expect(code, printed + said).toBe(0);
		}
	});
});
