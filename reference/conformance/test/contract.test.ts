import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CASES } from "../src/cases.ts";
import { CONTRACT } from "../src/contract/contract.ts";
import { parseContract } from "../src/contract/parse-contract.ts";

const MARKDOWN = readFileSync(new URL("../../CONTRACT.md", import.meta.url), "utf8");

test("the machine-readable contract is current (node write-contract.ts)", () => {
	expect(CONTRACT).toEqual(parseContract(MARKDOWN));
});

test("a requirement that lacks its reason is refused by name", () => {
	const broken = "### DAT-ABC-01 · MUST · L0\nIt MUST.\n*Checked:* so.\n";
	expect(() => parseContract(broken)).toThrow("DAT-ABC-01 needs");
});

test("no id of a case is used twice", () => {
	const ids = CASES.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});

test("every case names a requirement that exists, of a level that the case is asked at", () => {
	const known = new Map(CONTRACT.map(({ id, level }) => [id, level]));
	for (const { id, requirement, level, checks } of CASES) {
		expect(known.get(requirement), `${id} is about ${requirement}`).toBe(level);
		for (const check of checks) expect(known.has(check.for ?? requirement), `${id} checks ${check.for}`).toBe(true);
	}
});

test("every requirement has a case", () => {
	const checked = new Set(
		CASES.flatMap(({ requirement, checks }) => [requirement, ...checks.map((check) => check.for)]),
	);
	expect(CONTRACT.filter(({ id }) => !checked.has(id)).map(({ id }) => id)).toEqual([]);
});

test("a case below L2 has no steps, so that ports of every level can be asked it", () => {
	for (const { id, level, steps } of CASES) expect(steps === undefined || level >= "L2", id).toBe(true);
});

test("cases are data: what they are is left by JSON as it was", () => {
	expect(JSON.parse(JSON.stringify(CASES))).toEqual(JSON.parse(JSON.stringify(structuredClone(CASES))));
});
