// `pnpm sim --seeds 100000 --seed 1`: lives so many lives, one per seed, and tells the first that broke a promise, made as
// short as it can be. The same seed is the same life on every machine. The way is TigerBeetle's VOPR's.
import { parseArgs } from "node:util";
import { createCoverage } from "./coverage.ts";
import { findFaults } from "./find-faults.ts";
import { live } from "./live.ts";
import { planLife } from "./plan.ts";
import { type Failure, shrink } from "./shrink.ts";

const { values } = parseArgs({
	options: { seeds: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const [seeds, first] = [readCount("seeds", values.seeds), readCount("seed", values.seed)];
const coverage = createCoverage();
const startedAt = performance.now();

for (let seed = first; seed < first + seeds; seed++) {
	const plan = planLife(seed);
	const history = await live(plan);
	coverage.add(history);
	const faults = findFaults(history);
	if (faults.length > 0) {
		tell(await shrink({ plan, faults }));
		process.exit(1);
	}
	if ((seed - first + 1) % 1000 === 0) console.log(`${seed - first + 1} lives, ${pace(seed - first + 1)}`);
}

for (const [what, lives] of [...coverage.met].sort()) console.log(`${String(lives).padStart(8)}  ${what}`);
console.log(`${seeds} lives from seed ${first} on kept every promise, ${pace(seeds)}`);
const missing = coverage.missing();
if (seeds >= 1000 && missing.length > 0) {
	console.error(`but these never happened, so nothing is known of them: ${missing.join(", ")}`);
	process.exit(1);
}

function readCount(name: string, text: string): number {
	const count = Number(text);
	if (Number.isSafeInteger(count) && count > 0) return count;
	console.error(`--${name} is a whole number from 1 on, such as --${name} 1000; it was "${text}"`);
	process.exit(2);
}

function pace(lives: number): string {
	return `${Math.round((1000 * lives) / (performance.now() - startedAt))} a second`;
}

function tell({ plan, faults }: Failure): void {
	const { steps, ...world } = plan;
	console.error(`seed ${plan.seed} breaks a promise:`);
	for (const fault of faults) console.error(`  ${fault}`);
	console.error(`in this world: ${JSON.stringify(world)}`);
	console.error(`with no more than ${steps.length} steps:`);
	for (const step of steps) console.error(`  ${JSON.stringify(step)}`);
	console.error(`again: pnpm sim --seed ${plan.seed} --seeds 1`);
}
