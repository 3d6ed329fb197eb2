import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	preset({ entry: ["src/index.ts", "src/direct.ts"], platform: "browser", format: ["esm"] }),
	// One file for `<script>`, with core in it.
	preset({
		entry: { dat: "src/script.ts" },
		platform: "browser",
		format: ["iife"],
		globalName: "dat",
		noExternal: [/^@dat\/core/],
		outExtension: () => ({ js: ".iife.js" }),
		minify: true,
		dts: false,
		clean: false,
	}),
]);
