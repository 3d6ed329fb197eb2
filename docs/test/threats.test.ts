import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../../", import.meta.url);
const PAGE = readFileSync(new URL("docs/proof/threats.md", ROOT), "utf8");

/** The rows of the page's tables: a threat, what stands in the way, and the test. */
const rows = [...PAGE.matchAll(/^\| (?!Threat|---)(.+?) \| (.+?) \| (.+) \|$/gm)];
const tests = rows.flatMap(([, , , test = ""]) => {
	const [, file, title] = /^`([^`]+\.test\.ts)` (.+)$/.exec(test) ?? [];
	return file && title ? [{ file, title }] : [];
});

describe("the threats that the docs name", () => {
	it("have a test or a check each", () => {
		expect(rows.length).toBeGreaterThan(30);
		for (const [, threat, , test] of rows) expect(test, threat).toMatch(/^`(packages\/.+\.test\.ts` .|pnpm )/);
	});

	it.each(tests)("$file: $title", ({ file, title }) => {
		expect(readFileSync(new URL(file, ROOT), "utf8")).toContain(title);
	});
});
