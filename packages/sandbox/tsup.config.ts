import { copyFile } from "node:fs/promises";
import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	preset({
		entry: ["src/index.ts", "src/node.ts", "src/msw.ts", "src/cli.ts"],
		format: ["esm"],
		platform: "node",
		dts: { entry: ["src/index.ts", "src/node.ts", "src/msw.ts"] },
		clean: false,
	}),
	preset({
		entry: { "web/page": "src/web/page.tsx" },
		format: ["iife"],
		outExtension: () => ({ js: ".js" }),
		platform: "browser",
		tsconfig: "src/web/tsconfig.json",
		// Everything is in the one file: what is installed for the page alone is a development dependency.
		noExternal: [/./],
		dts: false,
		sourcemap: false,
		minify: true,
		clean: false,
		onSuccess: async () => {
			for (const file of ["index.html", "icon.svg"]) await copyFile(`src/web/${file}`, `dist/web/${file}`);
		},
	}),
]);
