import { describe, expect, it } from "vitest";
import { createCoverage } from "./coverage.ts";
import { findFaults } from "./find-faults.ts";
import { live } from "./live.ts";
import { planLife } from "./plan.ts";

// `pnpm sim` lives as many more as one likes.
const SEEDS = 1000;

describe("a notifier in a simulated Discord", () => {
	it(`keeps its promises for ${SEEDS} seeds, and meets all that can go wrong`, { timeout: 600_000 }, async () => {
		const coverage = createCoverage();
		for (let seed = 1; seed <= SEEDS; seed++) {
			const history = await live(planLife(seed));
			expect(findFaults(history), `pnpm sim --seed ${seed} --seeds 1 shows it, made short`).toEqual([]);
			coverage.add(history);
		}
		expect(coverage.missing()).toEqual([]);
	});
});
