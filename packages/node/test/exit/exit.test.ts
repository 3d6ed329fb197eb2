import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { setup } from "../setup.ts";

async function runFixture(
	webhook: string | undefined,
	file = "raise-and-end.ts",
	...args: readonly string[]
): Promise<{ code: unknown; said: string }> {
	const fixture = fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url));
	const { VITEST: _, ...env } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", fixture, ...args], {
		env: { ...env, DISCORD_WEBHOOK: webhook },
	});
	let said = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const code = await new Promise((resolve) => child.once("close", resolve));
	return { code, said };
}

it("delivers what a script raised before it ended, the summary of its storm included, and exits with 0", async () => {
	const { sandbox, urls } = await setup();
	const { code } = await runFixture(urls["alerts"]);
	expect(code).toBe(0);
	const titles = sandbox
		.messages()
		.flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title));
	expect(titles.filter((title) => title.endsWith("disk full"))).toHaveLength(3);
	expect(titles).toContainEqual(expect.stringContaining("last words"));
	expect(titles).toContainEqual(expect.stringContaining("7 more like this"));
});

it("says what it could not send, and still ends", async () => {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	sandbox.script(webhook!.id, { wire: "stall" }, { wire: "stall" });
	const { code, said } = await runFixture(urls["alerts"]);
	expect(code).toBe(0);
	expect(said).toContain("DatWarning: the process ended with alerts that could not be sent within 2000 ms");
	expect(said).not.toContain(webhook!.token);
});

it.each(["thread", "no thread"])("stays alive for an outcome that is awaited, %s", async (way) => {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	sandbox.script(webhook!.id, { status: 429, body: { message: "wait", retry_after: 0.4, global: false } });
	expect(await runFixture(urls["alerts"], "await-one.ts", way)).toEqual({ code: 0, said: "" });
	expect(sandbox.messages()).toHaveLength(1);
});
