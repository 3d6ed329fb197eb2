import type { Environment } from "./environment.ts";

/** What marks the test runners that leave no variable: plain facts that the adapter looks up. */
export interface TestFacts {
	readonly env: Environment;
	/** The runtime's own sign of `deno test` or `bun test`. */
	readonly isRuntimeTest?: boolean;
	/** `fetch` was given by the caller, who then knows where requests go. */
	readonly isFetchInjected: boolean;
}

/**
 * The test runner that keeps a notifier from reaching Discord, `undefined` when none does (design rule 15). An injected
 * fetch is never guarded; whether a webhook reaches Discord at all is asked per alert.
 */
export function decideTestGuard({ env, isRuntimeTest = false, isFetchInjected }: TestFacts): string | undefined {
	if (isFetchInjected) return undefined;
	if (env["VITEST"]) return "vitest";
	if (env["JEST_WORKER_ID"]) return "jest";
	if (env["NODE_TEST_CONTEXT"]) return "node:test";
	if (isRuntimeTest) return "the runtime's test runner";
	return env["NODE_ENV"] === "test" ? "NODE_ENV=test" : undefined;
}
