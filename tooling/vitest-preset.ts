import type { ViteUserConfig } from "vitest/config";

/** Tests import sources of the workspace, not builds; the report is summed by count.mjs. */
export function preset(name: string): ViteUserConfig {
	const conditions = ["@dat/source", "module", "node", "development|production"];
	return {
		resolve: { conditions },
		ssr: { resolve: { conditions } },
		test: {
			name,
			include: ["test/**/*.test.ts"],
			reporters: ["default", "json"],
			outputFile: { json: ".reports/vitest.json" },
			testTimeout: 60_000,
			// Real processes, threads and browsers on a machine that other work keeps busy: the reporter names what needed it.
			retry: process.env["CI"] === "true" ? 1 : 0,
		},
	};
}
