import { denoOf } from "../deno-binary.ts";
import type { Row } from "../row.ts";
import { playScenario, runProgram } from "../scenario.ts";

interface Way {
	readonly what: string;
	readonly flags: readonly string[];
	readonly words?: readonly string[];
}

const PACKAGES = "--allow-read=node_modules";

const WAYS: readonly Way[] = [
	{ what: "@dat/deno, with narrow permissions", flags: [] },
	{ what: "@dat/deno, with a worker", flags: [PACKAGES], words: ["thread"] },
	// It waits for the next minute.
	{ what: "@dat/deno, when Deno.cron calls", flags: ["--unstable-cron"], words: ["cron"] },
];

export const denoRows: readonly Row[] = WAYS.map(({ what, flags, words = [] }) => ({
	runtime: "Deno 2",
	what,
	run: async (project) => {
		const deno = denoOf(project);
		await playScenario((discord) => {
			const permissions = [`--allow-net=${new URL(discord.webhook).host}`, "--allow-env=DISCORD_WEBHOOK"];
			return runProgram(project, discord, [deno, "run", ...permissions, ...flags, "deno.mjs", ...words]);
		});
		return undefined;
	},
}));
