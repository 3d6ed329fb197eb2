import type { Row } from "../row.ts";
import { playScenario, runProgram } from "../scenario.ts";

const WAYS: Readonly<Record<string, readonly string[]>> = {
	"@dat/node from ESM": ["node.mjs"],
	"@dat/node from ESM, without a thread": ["node.mjs", "no-thread"],
	"@dat/node from CommonJS": ["node.cjs"],
	"@dat/core": ["core.mjs"],
};

/** The oldest Node that is supported, the one that builds, and the newest. */
export const nodeRows: readonly Row[] = ["22", "24", "26"].flatMap((version) =>
	Object.entries(WAYS).map(([what, words]) => ({
		runtime: `Node ${version}`,
		what,
		run: async (project) => {
			const node = project.path(`node_modules/node-${version}/bin/node`);
			await playScenario((discord) => runProgram(project, discord, [node, ...words]));
			return undefined;
		},
	})),
);
