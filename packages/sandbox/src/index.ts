/** A local Discord for webhooks. */

export type { UploadedFile } from "./body.ts";
export type { SandboxClock } from "./clock.ts";
export { API_ERRORS, type ApiError } from "./errors.ts";
export type { EventListener, EventLog, PublicWebhook, SandboxEvent, SandboxHappening } from "./events.ts";
export type { SandboxRequest, SandboxResponse, WireFault } from "./exchange.ts";
export type { Fault, StandingFault } from "./fault.ts";
export {
	FAULTS,
	type FaultName,
	ODD_FAULTS,
	type OddFaultName,
	STANDING_FAULTS,
	type StandingFaultName,
} from "./faults.ts";
export { createHandlers } from "./handlers.ts";
export type { Http2SandboxServer } from "./http2-server.ts";
export type { Effect, Gauge, LedgerEntry } from "./ledger.ts";
export { DEFAULT_LIMITS, type SandboxLimits, type Window } from "./limits.ts";
export type { ListeningSandbox } from "./listen.ts";
export { createSandbox, type LocalDiscord } from "./local-discord.ts";
export type { Notified, Withheld } from "./mentions.ts";
export {
	DEFAULT_PROFILE,
	PROFILE_SWITCHES,
	type ProfileSwitch,
	type SandboxProfile,
	STRICT_PROFILE,
} from "./profile.ts";
export type { BucketView, LimitKind } from "./rate-limit.ts";
export { respond } from "./respond.ts";
export type {
	ChannelWish,
	Exchange,
	Sandbox,
	SandboxFetchInit,
	SandboxFetchResponse,
	SandboxOptions,
	ThreadWish,
	Tuning,
	WebhookGauge,
	WebhookHandle,
	WebhookWish,
} from "./sandbox.ts";
export { type SandboxServer, type ServerOptions, startServer } from "./server.ts";
export {
	createState,
	type SandboxChannel,
	type SandboxState,
	type SandboxThread,
	type SandboxWebhook,
	type StateOptions,
	type StoredBody,
	type StoredFile,
	type StoredMessage,
} from "./state.ts";
export { findProblems } from "./validate/find-problems.ts";
export type { FormError } from "./validate/form-errors.ts";
export type { WaitOptions } from "./wait-for.ts";
