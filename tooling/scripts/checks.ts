// Everything but the suites, each check counted as one, and the line `N passed, N failed` over both.
import { spawnSync } from "node:child_process";
import { sumReports } from "./reports.ts";

const CHECKS: readonly (readonly [name: string, command: string])[] = [
	["the lockfile names no host", "node tooling/scripts/lockfile.ts"],
	["lint and format", "pnpm run lint"],
	["types, both compilers", "pnpm run typecheck"],
	["layers", "pnpm run layers"],
	["nothing unused", "pnpm run knip"],
	["what ships: publint", "pnpm run publint"],
	["what ships: types", "pnpm run attw"],
	["size", "pnpm run size"],
	["the demo tells the truth", "npm start -- --exit"],
	["the tree is as committed", "node tooling/scripts/clean-tree.ts"],
];

const results = CHECKS.map(([name, command]) => {
	console.log(`\n── ${name}: ${command}`);
	return { name, isPassed: spawnSync(command, { stdio: "inherit", shell: true }).status === 0 };
});

const tests = sumReports();
const failed = results.filter(({ isPassed }) => !isPassed);
console.log(`\ntests: ${tests.passed} passed, ${tests.failed} failed`);
for (const remark of tests.remarks) console.log(`  ${remark}`);
console.log(`checks: ${results.length - failed.length} passed, ${failed.length} failed`);
for (const { name } of failed) console.log(`  failed: ${name}`);
const sum = tests.failed + failed.length;
console.log(`${tests.passed + results.length - failed.length} passed, ${sum} failed`);
process.exit(sum > 0 || tests.passed === 0 ? 1 : 0);
