import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	// pino imports its targets, and takes the default export of an ES module only as one.
	preset({
		entry: ["src/index.ts", "src/http.ts", "src/pino.ts", "src/testing.ts", "src/winston.ts"],
		platform: "node",
		format: ["esm"],
	}),
	preset({
		entry: ["src/index.ts", "src/http.ts", "src/testing.ts", "src/winston.ts"],
		platform: "node",
		format: ["cjs"],
		shims: true,
	}),
	preset({ entry: ["src/cli.ts"], platform: "node", format: ["esm"], dts: false }),
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
