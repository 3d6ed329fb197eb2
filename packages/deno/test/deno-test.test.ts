import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { VERSION } from "../src/version.ts";
import { narrow, setup } from "./setup.ts";

it("passes its own `deno test`, with the narrow permissions", async () => {
	const { start, host } = await setup();
	const { code, printed, said } = await start("test", ...narrow(host), "deno/suite.ts").ended;
	expect(code, printed + said).toBe(0);
	expect(printed).toContain("4 passed | 0 failed");
});

it.each([
	["passes deno check", ["check", "../src/index.ts", "deno/suite.ts", "fixtures/raise.ts"]],
	["passes deno lint", ["lint", "../src", "deno", "fixtures"]],
	["documents every public name", ["doc", "--lint", "../src/index.ts"]],
	["has no slow types, and could be published to JSR", ["publish", "--dry-run", "--allow-dirty"]],
])("%s", async (_, words) => {
	const { start } = await setup();
	const { code, printed, said } = await start(...words).ended;
	expect(code, printed + said).toBe(0);
});

it("sends the version of its package", () => {
	expect(VERSION).toBe(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version);
});
