import { expect, it } from "vitest";
import { readFences } from "./fences.ts";
import { setupPrograms } from "./programs.ts";

it.each(["pino", "winston"])("the example of the docs raises alerts from %s", async (library) => {
	const { sandbox, run, write, install } = await setupPrograms();
	install("@dat/node", library);
	write("main.mjs", readFences("logging.md")[`${library}.js`] ?? "");
	expect(await run("main.mjs")).toMatchObject({ code: 0, said: "" });
	const embeds = sandbox.messages().flatMap(({ body }) => body["embeds"] as { title: string; fields: unknown[] }[]);
	expect(embeds.map(({ title }) => title)).toEqual([
		expect.stringContaining("payment failed"),
		expect.stringContaining("deployed"),
	]);
	expect(JSON.stringify(embeds)).toContain("47");
});
