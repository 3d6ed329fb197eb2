import { defineConfig } from "vitest/config";
import { preset } from "../tooling/vitest-preset.ts";

const { test, ...settings } = preset("bench");

// Each starts processes, and on a busy machine many.
export default defineConfig({ ...settings, test: { ...test, testTimeout: 300_000, fileParallelism: false } });
