import { defineConfig } from "vitest/config";
import { preset } from "../../../../tooling/vitest-preset.ts";
import { bearing } from "./folders.ts";

const usual = preset("core");

// Mutants are judged by the tests that say what they test: the simulation would kill most of them, but minutes later each.
// Nothing in these suites is shared, so they need no worker each; what loops for ever is over in 30 s.
export default defineConfig({
	...usual,
	test: {
		...usual.test,
		include: bearing(process.env["MUTATED"]),
		// 10 MiB byte by byte, and 300 alerts over and over: seconds each, for every mutant that they touch.
		exclude: ["test/discord/multipart.test.ts", "test/delivery/drain.test.ts"],
		setupFiles: ["test/mutation/brief-properties.ts"],
		reporters: ["dot"],
		isolate: false,
		fileParallelism: false,
		testTimeout: 30_000,
	},
});
