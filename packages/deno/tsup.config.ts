import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

const entry = { index: "src/index.ts", worker: "src/queue/worker.ts" };

export default defineConfig(preset({ entry, platform: "neutral", format: ["esm"], external: [/^node:/] }));
