import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig(
	preset({ entry: ["src/cli.ts"], format: ["esm"], platform: "node", dts: false, splitting: false }),
);
