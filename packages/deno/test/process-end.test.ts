import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { narrow, setup, titles, type World } from "./setup.ts";

const start = ({ start, host }: World, ...words: readonly string[]) => start("run", ...narrow(host), ...words);

describe("an alert raised in the last moment is delivered", () => {
	it("when the program just ends, and nothing keeps it alive longer than that", async () => {
		const world = await setup();
		expect(await start(world, "fixtures/raise.ts").ended).toEqual({ code: 0, printed: "", said: "" });
		expect(titles(world)).toEqual([expect.stringContaining("ended naturally")]);
	});

	it("when an exception ends it, whose code and text stay", async () => {
		const world = await setup();
		const { code, said } = await start(world, "fixtures/raise.ts", "by an exception").ended;
		expect(code).toBe(1);
		expect(said).toContain("Error: nobody caught this");
		expect(titles(world)).toHaveLength(1);
	});

	it("when a rejection ends it, and the crash is an alert too, which does not ping", async () => {
		const world = await setup();
		const { code } = await start(world, "fixtures/raise.ts", "by a rejection", "captured").ended;
		expect(code).toBe(1);
		expect(titles(world).toSorted()).toEqual([
			expect.stringContaining("Process crashed: nobody caught this"),
			expect.stringContaining("ended by a rejection"),
		]);
		expect(world.sandbox.messages().map(({ notified }) => notified.everyone)).not.toContain(true);
	});

	it.each([
		["SIGTERM", 143],
		["SIGINT", 130],
	] as const)("when %s ends it, with the code of that signal", async (signal, expected) => {
		const world = await setup();
		world.sandbox.script(world.webhook.id, { status: 429, body: { retry_after: 0.2, global: false, message: "wait" } });
		const { child, ended } = start(world, "fixtures/raise.ts", "by a signal");
		if (child.stdout) await once(child.stdout, "data");
		child.kill(signal);
		expect((await ended).code).toBe(expected);
		expect(titles(world)).toHaveLength(1);
	});

	it("when loading a module fails under `await using`", async () => {
		const world = await setup();
		const { code, said } = await start(world, "fixtures/using.ts").ended;
		expect(code).toBe(1);
		expect(said).toContain("Error: while loading");
		expect(titles(world)).toEqual([expect.stringContaining("disposed of")]);
	});
});

it("leaves an exception to the program that deals with it", async () => {
	const world = await setup();
	const { code, printed } = await start(world, "fixtures/raise.ts", "with a handler of its own").ended;
	expect({ code, printed }).toEqual({ code: 0, printed: "still here\n" });
	expect(titles(world)).toHaveLength(1);
});
