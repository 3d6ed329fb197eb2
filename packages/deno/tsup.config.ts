import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig(preset({ entry: ["src/index.ts"], platform: "neutral", format: ["esm"] }));
