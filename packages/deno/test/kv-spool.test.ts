import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FAULTS } from "@dat/sandbox";
import { expect, it, vi } from "vitest";
import { narrow, type Running, setup, titles, type World } from "./setup.ts";

function start(world: World, folder: string, ...words: readonly string[]): Running {
	return startProgram(world, "kv", folder, ...words);
}

function startProgram({ start, host }: World, name: string, folder: string, ...words: readonly string[]): Running {
	const permissions = [...narrow(host), `--allow-read=${folder}`, `--allow-write=${folder}`, "--unstable-kv"];
	return start("run", ...permissions, `fixtures/${name}.ts`, join(folder, "kv.db"), ...words);
}

/** The leases of those that died have run out, as they do after two minutes. */
function endLeases(folder: string): void {
	const database = new DatabaseSync(join(folder, "kv.db"));
	database.exec("DELETE FROM kv WHERE instr(k, 'owner')");
	database.close();
}

it("a spool in Deno KV delivers after SIGKILL, once the lease has run out, in order, with files", async () => {
	const world = await setup();
	const folder = mkdtempSync(join(tmpdir(), "dat-"));
	world.sandbox.script(world.webhook.id, FAULTS.stall);
	const { child, ended } = start(world, folder, "one", "two", "three");
	if (child.stdout) await once(child.stdout, "data");
	await vi.waitFor(() => expect(world.sandbox.ledger).toHaveLength(1), { timeout: 30_000 });
	child.kill("SIGKILL");
	await ended;

	expect((await start(world, folder).ended).code).toBe(0);
	expect(titles(world)).toEqual([]);
	endLeases(folder);
	expect(await start(world, folder).ended).toMatchObject({ code: 0, said: "" });
	expect(titles(world).map((title) => title.split(" ").at(-1))).toEqual(["one", "two", "three"]);
	expect(world.sandbox.messages()[0]?.files[0]?.size).toBe(2);

	// What was delivered is gone.
	expect((await start(world, folder).ended).code).toBe(0);
	expect(titles(world)).toHaveLength(3);
});

it("what had no room is nobody's, so that the next start delivers it without waiting for a lease", async () => {
	const world = await setup();
	const folder = mkdtempSync(join(tmpdir(), "dat-"));
	world.sandbox.script(world.webhook.id, FAULTS.stall);
	const { child, ended } = startProgram(world, "full-kv", folder, "one", "two", "three");
	if (child.stdout) await once(child.stdout, "data");
	await vi.waitFor(() => expect(world.sandbox.ledger).toHaveLength(1), { timeout: 30_000 });
	child.kill("SIGKILL");
	await ended;

	// The oldest made room. The other two wait for the lease of the program that died.
	expect((await start(world, folder).ended).code).toBe(0);
	expect(titles(world).map((title) => title.split(" ").at(-1))).toEqual(["one"]);
	endLeases(folder);
	expect((await start(world, folder).ended).code).toBe(0);
	expect(titles(world).map((title) => title.split(" ").at(-1))).toEqual(["one", "two", "three"]);
});
