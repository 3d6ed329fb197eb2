import { globSync, statSync } from "node:fs";
import type { Row } from "../row.ts";

/** What `npm install @dat/node` may put on a disk, its dependencies included, MB. */
const BUDGET_MB = 4.5;

/** The packages that `@dat/node` brings. */
const INSTALLED = ["@dat/node", "@dat/core", "undici"];

export const sizeRows: readonly Row[] = [
	{
		runtime: "npm install",
		what: `@dat/node with all it brings, up to ${BUDGET_MB} MB`,
		run: ({ path }) => {
			const bytes = INSTALLED.flatMap((name) => globSync(path("node_modules", name, "**/*")))
				.map((file) => statSync(file))
				.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
			const size = `${(bytes / 1e6).toFixed(2)} MB`;
			if (bytes > BUDGET_MB * 1e6) throw new Error(`${size} are over the budget`);
			return size;
		},
	},
];
