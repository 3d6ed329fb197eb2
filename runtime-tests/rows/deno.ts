import { denoOf } from "../deno-binary.ts";
import type { Row } from "../row.ts";
import { playScenario, runProgram } from "../scenario.ts";

const WAYS: Readonly<Record<string, readonly string[]>> = {
	"@dat/deno, with narrow permissions": [],
	"@dat/deno, with a worker": ["thread"],
};

export const denoRows: readonly Row[] = Object.entries(WAYS).map(([what, words]) => ({
	runtime: "Deno 2",
	what,
	run: async (project) => {
		const deno = denoOf(project);
		await playScenario((discord) => {
			const permissions = [`--allow-net=${new URL(discord.webhook).host}`, "--allow-env=DISCORD_WEBHOOK"];
			const packages = words.length > 0 ? [`--allow-read=${project.path("node_modules")}`] : [];
			return runProgram(project, discord, [deno, "run", ...permissions, ...packages, "deno.mjs", ...words]);
		});
		return undefined;
	},
}));
