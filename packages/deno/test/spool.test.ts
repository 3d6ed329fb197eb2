import { once } from "node:events";
import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it, vi } from "vitest";
import { narrow, type Running, setup, titles, type World } from "./setup.ts";

const SOURCES = fileURLToPath(new URL("../..", import.meta.url));

const newFolder = (): string => mkdtempSync(join(tmpdir(), "dat-"));

function start({ start, host }: World, folder: string, ...words: readonly string[]): Running {
	const permissions = [...narrow(host), `--allow-read=${folder},${SOURCES}`, `--allow-write=${folder}`];
	return start("run", ...permissions, "fixtures/spool.ts", join(folder, "alerts.db"), ...words);
}

describe.each(["in-process", "thread"])("a spool, %s", (thread) => {
	it("delivers after SIGKILL and a restart, at once, in order, with files, marked with how late it is", async () => {
		const world = await setup();
		const folder = newFolder();
		world.sandbox.script(world.webhook.id, FAULTS.stall);
		const { child, ended } = start(world, folder, thread, "one", "two", "three");
		if (child.stdout) await once(child.stdout, "data");
		await vi.waitFor(() => expect(world.sandbox.ledger).toHaveLength(1), { timeout: 30_000 });
		child.kill("SIGKILL");
		await ended;
		expect(statSync(join(folder, "alerts.db")).mode & 0o777).toBe(0o600);

		expect(await start(world, folder, thread).ended).toMatchObject({ code: 0, said: "" });
		expect(titles(world).map((title) => title.split(" ").at(-1))).toEqual(["one", "two", "three"]);
		expect(world.sandbox.messages()[0]?.files[0]?.size).toBe(2);
		expect(JSON.stringify(world.sandbox.messages().map(({ body }) => body))).toContain("late by");
	});

	it("is not taken from a program that lives", async () => {
		const world = await setup();
		const folder = newFolder();
		world.sandbox.script(world.webhook.id, FAULTS.stall);
		const { child } = start(world, folder, thread, "mine");
		if (child.stdout) await once(child.stdout, "data");
		await vi.waitFor(() => expect(world.sandbox.ledger).toHaveLength(1), { timeout: 30_000 });
		expect(await start(world, folder, thread).ended).toMatchObject({ code: 0, said: "" });
		expect(world.sandbox.ledger).toHaveLength(1);
		child.kill("SIGKILL");
	});
});

describe("a spool that cannot be used costs durability, not alerts, and is said once", () => {
	it("a file that is no database", async () => {
		const world = await setup();
		const folder = newFolder();
		writeFileSync(join(folder, "alerts.db"), "this is not a database".repeat(500));
		const { child, ended } = start(world, folder, "in-process", "one", "two");
		await vi.waitFor(() => expect(titles(world)).toHaveLength(2), { timeout: 30_000 });
		child.kill("SIGTERM");
		expect((await ended).said.match(/not a database/g)).toHaveLength(1);
	});

	it("a folder that Deno may not use, with the flags that are missing", async () => {
		const world = await setup();
		const folder = newFolder();
		const { start, host } = world;
		const { child, ended } = start("run", ...narrow(host), "fixtures/spool.ts", join(folder, "alerts.db"), "", "one");
		await vi.waitFor(() => expect(titles(world)).toHaveLength(1), { timeout: 30_000 });
		child.kill("SIGTERM");
		expect((await ended).said).toContain(`add --allow-read=${folder} --allow-write=${folder}`);
		expect(readdirSync(folder)).toEqual([]);
	});
});
