import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { listFences } from "./fences.ts";
import { judge, listCalls } from "./shell-fences.ts";

const hasShellcheck = spawnSync("shellcheck", ["--version"]).status === 0;
const scripts = listFences("sh", "bash").filter(({ code }) => !isCrontab(code));

function isCrontab(code: string): boolean {
	return /^\d+ /.test(code);
}

describe("the shell's lines in pages and READMEs", () => {
	it.each(listFences("sh"))("call what there is, with words that it takes: $place", (fence) => {
		const { calls, said } = listCalls(fence.code);
		expect(said).toBe("");
		expect(calls.map((call) => judge(fence, call)).filter(Boolean)).toEqual([]);
	});

	it.skipIf(!hasShellcheck).each(scripts)("have nothing that shellcheck objects to: $place", ({ code }) => {
		// A variable for a program that is not shown is no mistake, nor is a file that the reader has copied.
		const words = ["--shell", "bash", "--exclude", "SC2034,SC1091", "-"];
		const { stdout } = spawnSync("shellcheck", words, { input: code, encoding: "utf8" });
		expect(stdout).toBe("");
	});

	it("would refuse a word that a command does not take", () => {
		const [fence] = listFences("sh");
		const refused = [
			"dat send P1 x --feild a=b",
			"npx @dat/conformance check --lvl L1",
			"npm install @dat/nod",
			"npm run lnt",
		];
		for (const line of refused) {
			const { calls } = listCalls(line);
			expect(fence && calls.map((call) => judge(fence, call)), line).toEqual([expect.any(String)]);
		}
		expect(listCalls("dta send P1 x").said).toContain("dta");
	});
});
