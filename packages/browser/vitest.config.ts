import { defineConfig, mergeConfig } from "vitest/config";
import { preset } from "../../tooling/vitest-preset.ts";

// One browser at a time. Thirty pages one after the other take longer than the test of a function.
export default defineConfig(
	mergeConfig(preset("browser"), {
		test: { testTimeout: 180_000, hookTimeout: 120_000, fileParallelism: false, retry: 0 },
	}),
);
