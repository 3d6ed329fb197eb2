import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { narrow, type Running, setup, titles, type World } from "./setup.ts";

const SOURCES = fileURLToPath(new URL("../..", import.meta.url));

function start({ start, host }: World, ...words: readonly string[]): Running {
	return start("run", ...narrow(host), `--allow-read=${SOURCES}`, "fixtures/thread.ts", ...words);
}

describe("a notifier with a worker", () => {
	it.each([
		["naturally", 0],
		["by Deno.exit", 3],
	])("delivers when the program ends %s, and does not keep it alive any longer", async (way, expected) => {
		const world = await setup();
		expect(await start(world, way).ended).toEqual({ code: expected, printed: "", said: "" });
		expect(titles(world)).toEqual([expect.stringContaining(`ended ${way}`)]);
	});

	it("delivers while the program is stuck in an endless loop", async () => {
		const world = await setup();
		const { child } = start(world, "by an endless loop");
		await vi.waitFor(() => expect(titles(world)).toHaveLength(1), { timeout: 30_000 });
		child.kill("SIGKILL");
	});

	it("tells an outcome that is awaited, over a 429", async () => {
		const world = await setup();
		world.sandbox.script(world.webhook.id, { status: 429, body: { retry_after: 0.2, global: false, message: "wait" } });
		const { printed } = await start(world, "told").ended;
		expect(JSON.parse(printed)).toMatchObject({ status: "delivered", channel: "alerts" });
	});

	it("delivers many, and its books add up", async () => {
		const world = await setup();
		expect((await start(world, "in great number").ended).said).toBe("");
		expect(titles(world)).toHaveLength(41);
	});

	it("answers a probe, and has settled all when it is closed", async () => {
		const world = await setup();
		expect(JSON.parse((await start(world, "probed").ended).printed).channels.default.status).toBe("alive");
		expect(JSON.parse((await start(world, "closed").ended).printed)).toMatchObject({
			raised: 1,
			delivered: 1,
			pending: 0,
		});
	});

	it("without permission to read its files sends from the thread that raises, and says so once", async () => {
		const world = await setup();
		const { start, host } = world;
		const { code, said } = await start("run", ...narrow(host), "fixtures/thread.ts").ended;
		expect(code).toBe(0);
		expect(said.match(/no sending worker/g)).toHaveLength(1);
		expect(said).toContain("--allow-read");
		expect(titles(world)).toHaveLength(1);
	});
});
