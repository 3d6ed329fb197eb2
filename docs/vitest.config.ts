import { defineConfig } from "vitest/config";
import { preset } from "../tooling/vitest-preset.ts";

const { test, ...settings } = preset("docs");

// Building and walking the whole site takes its time on a busy machine.
export default defineConfig({ ...settings, test: { ...test, testTimeout: 300_000, hookTimeout: 300_000 } });
