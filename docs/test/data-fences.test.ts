import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Fence, listFences, ROOT } from "./fences.ts";

const PORTS = "docs/test/port-fences.test.ts";

/** Which test checks a language; a language that is not here may be in no page. */
const CHECKERS: Readonly<Record<string, string>> = {
	ts: "docs/test/fences.test.ts",
	js: "docs/test/fences.test.ts",
	json: "docs/test/data-fences.test.ts",
	yaml: "docs/test/data-fences.test.ts",
	sh: "docs/test/shell-fences.test.ts",
	console: "packages/node/test/cli/docs.test.ts",
	bash: PORTS,
	csharp: PORTS,
	go: PORTS,
	java: PORTS,
	php: PORTS,
	python: PORTS,
	ruby: PORTS,
	rust: PORTS,
};

/** What no program checks, by page and first line, and why. */
const UNCHECKED: readonly (readonly [page: string, begins: string, why: string])[] = [
	["docs/porting.md", " FAIL DAT-RTY-02", "a report of a port that does not exist"],
	["docs/relay-protocol.md", "POST /alerts?token=…", "the head of a request, with its token left out"],
	["reference/bash/README.md", "--description TEXT", "a synopsis of options, with names for values"],
];

/** The lines that a driver and a port exchange are JSON behind a mark. */
const EXCHANGE = /^[<>] /;

/** The code of a port is run where it is its README's first; elsewhere nothing would look at it. */
function isChecked({ page, language }: Fence): boolean {
	const checker = CHECKERS[language];
	return checker === PORTS ? /^reference\/[^/]+\/README\.md$/.test(page) : checker !== undefined;
}

function isUnchecked({ page, code }: Fence): boolean {
	return UNCHECKED.some(([where, begins]) => page === where && code.startsWith(begins));
}

/** One value, or one in each line. */
function readJson(code: string): unknown {
	try {
		return JSON.parse(code);
	} catch {
		return code.trim().split("\n").map(toValue);
	}
}

const toValue = (line: string): unknown => JSON.parse(line.replace(EXCHANGE, ""));

describe("the code in pages and READMEs", () => {
	it("has a checker for each language, or is listed with a reason", () => {
		const unknown = listFences().filter(
			(fence) => !(isChecked(fence) || isUnchecked(fence) || EXCHANGE.test(fence.code)),
		);
		expect(unknown.map(({ place, language }) => `${place} ${language || "names no language"}`)).toEqual([]);
		for (const file of Object.values(CHECKERS)) expect(existsSync(join(ROOT, file)), file).toBe(true);
		for (const [page, begins] of UNCHECKED) expect(listFences().some(isThere(page, begins)), begins).toBe(true);
	});

	it("shows what dat prints only in pages whose commands a test runs", () => {
		const checker = readFileSync(join(ROOT, CHECKERS["console"] ?? ""), "utf8");
		for (const { page } of listFences("console")) expect(checker).toContain(`"${page}"`);
	});

	it("is JSON or YAML where it says so", () => {
		const exchanges = listFences("").filter(({ code }) => EXCHANGE.test(code));
		expect(exchanges.length).toBeGreaterThan(5);
		for (const { place, code } of [...listFences("json"), ...exchanges])
			expect(() => readJson(code), place).not.toThrow();
		for (const { place, code } of listFences("yaml")) expect(() => parse(code), place).not.toThrow();
	});
});

function isThere(page: string, begins: string) {
	return (fence: Fence): boolean => fence.page === page && fence.code.startsWith(begins);
}
