import type { Row } from "../row.ts";
import { playScenario, runProgram } from "../scenario.ts";

const WAYS: Readonly<Record<string, readonly string[]>> = {
	"@dat/node": ["node.mjs"],
	"@dat/node, without a thread": ["node.mjs", "no-thread"],
	"@dat/core": ["core.mjs"],
};

export const bunRows: readonly Row[] = Object.entries(WAYS).map(([what, words]) => ({
	runtime: "Bun 1",
	what,
	run: async (project) => {
		const bun = project.path("node_modules/.bin/bun");
		await playScenario((discord) => runProgram(project, discord, [bun, ...words]));
		return undefined;
	},
}));
