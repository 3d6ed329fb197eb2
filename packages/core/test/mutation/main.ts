// `pnpm mutate policy`: changes the folder's code in hundreds of small ways, one at a time, and tells the changes that no test
// notices. Without a folder it takes all of them, one after the other. With `--incremental` it tries again only what has changed,
// in the code or in the tests, since the last time.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { FOLDERS } from "./folders.ts";
import { countScore, describeSurvivors } from "./score.ts";

/** Percent of the changes that have to be noticed. */
const LEAST = 85;

const { positionals: asked, values } = parseArgs({
	allowPositionals: true,
	options: { incremental: { type: "boolean", default: false } },
});
const unknown = asked.find((folder) => !(folder in FOLDERS));
if (unknown !== undefined) {
	console.error(`there is no folder "${unknown}"; write some of ${Object.keys(FOLDERS).join(", ")}, or none for all`);
	process.exit(2);
}

for (const folder of asked.length > 0 ? asked : Object.keys(FOLDERS)) {
	process.env["MUTATED"] = folder; // read by vitest.config.ts
	const startedAt = performance.now();
	const mutants = await new Stryker({
		mutate: [`src/${folder}/**/*.ts`, "!src/discord/multipart.ts"],
		testRunner: "vitest",
		plugins: ["@stryker-mutator/vitest-runner"],
		vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
		// As deep as this package, so that its relative paths into the workspace hold.
		tempDirName: "../../.stryker-tmp",
		coverageAnalysis: "perTest",
		concurrency: 1,
		timeoutMS: 2500,
		dryRunTimeoutMinutes: 15,
		// Always writes what the next run may start from; reads it only when asked to.
		incremental: true,
		force: !values.incremental,
		incrementalFile: `.reports/mutation-${folder}.json`,
		reporters: ["progress-append-only"],
		allowConsoleColors: false,
	}).runMutationTest();
	const { killed, counted, percent } = countScore(mutants);
	const minutes = Math.ceil((performance.now() - startedAt) / 60_000);
	const survivors = describeSurvivors(mutants, process.cwd());
	writeFileSync(`.reports/survivors-${folder}.txt`, `${survivors.join("\n")}\n`);
	for (const line of survivors) console.log(line);
	console.log(`${folder}: ${killed} of ${counted} changes noticed, ${percent.toFixed(1)} %, in ${minutes} min`);
	if (percent < LEAST) process.exitCode = 1;
}
