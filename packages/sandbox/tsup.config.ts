import { copyFile } from "node:fs/promises";
import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	preset({
		entry: ["src/index.ts", "src/cli.ts"],
		format: ["esm"],
		platform: "node",
		dts: { entry: "src/index.ts" },
		clean: false,
	}),
	preset({
		entry: { "web/page": "src/web/page.ts" },
		format: ["iife"],
		outExtension: () => ({ js: ".js" }),
		platform: "browser",
		tsconfig: "src/web/tsconfig.json",
		dts: false,
		sourcemap: false,
		minify: true,
		clean: false,
		onSuccess: async () => {
			for (const file of ["index.html", "page.css"]) await copyFile(`src/web/${file}`, `dist/web/${file}`);
		},
	}),
]);
