/** A local Discord for webhooks. */
export type { SandboxRequest, SandboxResponse, WireFault } from "./exchange.ts";
export { FAULTS, type FaultName } from "./faults.ts";
export { createHandlers } from "./handlers.ts";
export type { LedgerEntry } from "./ledger.ts";
export { DEFAULT_LIMITS, type SandboxLimits, type Window } from "./limits.ts";
export type { Notified } from "./mentions.ts";
export { respond } from "./respond.ts";
export {
	createSandbox,
	type Sandbox,
	type SandboxFetchInit,
	type SandboxFetchResponse,
	type SandboxOptions,
	type WebhookHandle,
} from "./sandbox.ts";
export { type SandboxServer, type ServerOptions, startServer } from "./server.ts";
export { createState, type Fault, type SandboxState, type SandboxWebhook, type StoredMessage } from "./state.ts";
export { findProblems } from "./validate/find-problems.ts";
export type { FormError } from "./validate/form-errors.ts";
