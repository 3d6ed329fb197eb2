/** What the author of an adapter needs besides the public names. */
export { checkNumber, type NumberBounds } from "./errors/check-number.ts";
export { checkOptions } from "./options/check-options.ts";
export {
	type Environment,
	type EnvironmentOptions,
	type ReadFile,
	readEnvironment,
	readWebhook,
} from "./options/environment.ts";
export { decideTestGuard, type TestFacts } from "./options/test-guard.ts";
