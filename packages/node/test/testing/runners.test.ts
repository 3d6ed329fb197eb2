import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFences } from "../fences.ts";
import { type Programs, setupPrograms } from "../programs.ts";

const installed = (file: string): string => fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url));
const fences = readFences("testing.md");
const WEBHOOK = `https://discord.com/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}`;

/** How each runner is started in a folder of its tests. */
const RUNNERS: Readonly<Record<string, (folder: string) => readonly string[]>> = {
	vitest: (folder) => [installed("vitest/vitest.mjs"), "run", "--root", folder],
	jest: (folder) => [installed("jest/bin/jest.js"), "--rootDir", folder],
	node: (folder) => ["--test", join(folder, "*.test.js")],
};

/** The docs' example, in a folder for this runner. */
async function setup(runner: string): Promise<Programs> {
	const programs = await setupPrograms({ DISCORD_WEBHOOK: WEBHOOK });
	programs.install("@dat/node", "esbuild", ...(runner === "vitest" ? ["vitest"] : []));
	const project = runner === "jest" ? { jest: { transform: { js$: "./to-cjs.cjs" } } } : { type: "module" };
	programs.write("package.json", JSON.stringify(project));
	programs.write("to-cjs.cjs", TO_CJS);
	programs.write("checkout.js", fences["checkout.js"] ?? "");
	programs.write("checkout.test.js", fences[`${runner}/checkout.test.js`] ?? "");
	return programs;
}

/** As babel and ts-jest do it for those who write modules and test by jest. */
const TO_CJS = `const { transformSync } = require("esbuild");
module.exports = { process: (code) => ({ code: transformSync(code, { format: "cjs" }).code }) };`;

describe.each(Object.keys(RUNNERS))("under %s, a class that builds a real notifier", (runner) => {
	it("is tested by importing one module, and without a network", async () => {
		const { run, folder } = await setup(runner);
		const { code, said, printed } = await run(...(RUNNERS[runner]?.(folder) ?? []));
		expect(`${said}${printed}`).toMatch(/1 passed|pass 1\b/);
		expect(code).toBe(0);
	});

	it("fails its test with a list of what was raised instead", async () => {
		const { run, folder, write } = await setup(runner);
		const file = fences[`${runner}/checkout.test.js`] ?? "";
		write("checkout.test.js", file.replace("title: /payment failed/", "title: /payment lost/"));
		const { code, said, printed } = await run(...(RUNNERS[runner]?.(folder) ?? []));
		expect(`${said}${printed}`).toMatch(/P1 'payment failed' → alerts \{ order: '47' \}/);
		expect(code).not.toBe(0);
	});
});
