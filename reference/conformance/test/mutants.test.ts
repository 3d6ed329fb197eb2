import { describe, expect, test } from "vitest";
import { MUTANTS } from "../mutants/all.ts";
import { breed } from "../mutants/breed.ts";
import { checkPort } from "../src/check-port.ts";
import { CONTRACT } from "../src/contract/contract.ts";
import { watchLag } from "../src/drive/lag.ts";
import { rowsOf } from "../src/report/rows.ts";

watchLag();

test("every requirement has a mutant", () => {
	const broken = new Set(MUTANTS.flatMap(({ breaks }) => breaks));
	expect(CONTRACT.filter(({ id }) => !broken.has(id)).map(({ id }) => id)).toEqual([]);
});

describe.concurrent("a port that", { timeout: 180_000 }, () => {
	test.for(MUTANTS)("$id is told so", async (mutant, { expect }) => {
		const bred = await breed(mutant);
		const report = await checkPort(bred.port, {
			argument: mutant.id,
			isWanted: ({ requirement }) => mutant.breaks.includes(requirement),
			jobs: 4,
			timeoutScale: 0.3,
		}).finally(bred.bury);
		const failed = rowsOf(report).filter(({ verdict }) => verdict === "FAIL" || verdict === "VACUOUS");
		expect(failed.map(({ requirement }) => requirement.id).sort()).toEqual([...mutant.breaks].sort());
	});
});
