import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	preset({ entry: ["src/index.ts"], platform: "node", shims: true }),
	// In one file, so that it can be copied beside a bundle; undici stays a dependency.
	preset({
		entry: ["src/worker.ts"],
		platform: "node",
		format: ["esm"],
		dts: false,
		splitting: false,
		noExternal: ["@dat/core"],
	}),
]);
