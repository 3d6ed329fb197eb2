import { defineConfig, mergeConfig } from "vitest/config";
import { preset } from "../../tooling/vitest-preset.ts";

// A test of the command starts it up to ten times, which takes minutes on a machine with much else to do.
export default defineConfig(mergeConfig(preset("node"), { test: { testTimeout: 300_000 } }));
