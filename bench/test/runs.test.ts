import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { PLANS, type Results } from "../figures.ts";
import { LIBRARIES } from "../peers/libraries.ts";

const run = promisify(execFile);
const program = (name: string): string => fileURLToPath(new URL(`../${name}.ts`, import.meta.url));

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), "dat-bench-test-"));
	onTestFinished(() => rmSync(made, { recursive: true }));
	return made;
}

async function bench(...words: readonly string[]): Promise<Results> {
	const out = folder();
	await run(process.execPath, [program("run"), "--quick", "--out", out, ...words]);
	return JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
}

it("takes every measurement of ours", async () => {
	const { figures } = await bench("--peers", "@dat/node");
	expect(new Set(figures.map(({ of }) => of))).toEqual(new Set(Object.keys(PLANS)));
	for (const { name, values } of figures)
		expect({ name, value: values["@dat/node"] }).not.toHaveProperty("value", null);
});

it("opens every library and has an alert of it delivered, and weighs it", async () => {
	const { figures, versions } = await bench("--only", "start,install");
	expect(Object.keys(versions)).toEqual(Object.keys(LIBRARIES));
	for (const { name, values } of figures) {
		expect(Object.keys(values)).toEqual(Object.keys(LIBRARIES));
		expect({ name, missing: Object.values(values).filter((value) => value === null) }).toEqual({ name, missing: [] });
	}
});

it("says which measurements there are when one is misspelt", async () => {
	await expect(run(process.execPath, [program("run"), "--only", "drian"])).rejects.toThrow(
		"write some of burst,delay,bulk",
	);
});

it.each([["build-embed"], ["relay-flood", "--quick"], ["sandbox", "--seconds", "0"], ["scan", "--quick"]])(
	"still runs %s",
	async (name, ...words) => {
		const { stdout } = await run(process.execPath, ["--expose-gc", program(name), ...words]);
		expect(stdout).not.toBe("");
		expect(stdout).not.toMatch(/NaN|undefined/);
	},
);

it("counts what arrives when a process really dies, and knows the ways to die", async () => {
	const { stdout } = await run(process.execPath, [program("crashes"), "uncaught exception, sync", "SIGKILL"]);
	expect(stdout).toMatch(/^\| uncaught exception, sync \| 200 \| 200 \| 0 \| 0 \+ 200 \|$/m);
	expect(stdout).toMatch(/^\| SIGKILL \|.*\| 0 \| 0 \+ 200 \|$/m);
	await expect(run(process.execPath, [program("crashes"), "old age"])).rejects.toThrow("write some of natural end");
});

it("soaks for some seconds through each fault, and all is accounted for", async () => {
	const out = folder();
	const { stdout } = await run(process.execPath, [program("soak/run"), "--minutes", "0.2", "--out", out]);
	expect(stdout).toContain("nothing grew, and all is accounted for");
	expect(existsSync(join(out, "soak.svg"))).toBe(true);
});
