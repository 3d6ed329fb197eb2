import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { setup } from "./setup.ts";

it("delivers what a script raised before it ended, the summary of its storm included, and exits with 0", async () => {
	const { sandbox, urls } = await setup();
	const fixture = fileURLToPath(new URL("./fixtures/raise-and-end.ts", import.meta.url));
	const { VITEST: _, ...env } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", fixture], {
		env: { ...env, DISCORD_WEBHOOK: urls["alerts"] },
		stdio: "inherit",
	});
	const code = await new Promise((resolve) => child.once("exit", resolve));
	expect(code).toBe(0);
	const titles = sandbox
		.messages()
		.flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title));
	expect(titles.filter((title) => title.endsWith("disk full"))).toHaveLength(3);
	expect(titles).toContainEqual(expect.stringContaining("last words"));
	expect(titles).toContainEqual(expect.stringContaining("7 more like this"));
});
