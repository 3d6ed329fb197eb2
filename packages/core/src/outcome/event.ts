import type { Severity } from "../alert/severity.ts";
import type { Delivered, Dropped, Suppressed } from "./outcome.ts";

/** Why a lane is not sending. */
export type WaitReason = "rate-limited" | "bucket" | "channel-limit" | "back-off" | "breaker" | "banned";

/** Everything an observer hears. No event ever holds a URL, a token or alert text. Times are ms. */
export type DatEvent =
	| { readonly type: "raised"; readonly id: string; readonly severity: Severity; readonly channel: string }
	| {
			readonly type: "attempt";
			readonly ids: readonly string[];
			readonly channel: string;
			readonly webhookId: string;
			readonly purpose: "alert" | "canary" | "summary" | "audit" | "notice";
			/** HTTP status, or 0 when no answer came. */
			readonly status: number;
			readonly durationMs: number;
			readonly error?: string;
	  }
	| {
			readonly type: "wait";
			readonly channel: string;
			readonly webhookId: string;
			readonly delayMs: number;
			readonly reason: WaitReason;
	  }
	| {
			readonly type: "retry";
			readonly id: string;
			readonly channel: string;
			readonly attempt: number;
			readonly status: number;
	  }
	| { readonly type: "rerouted"; readonly id: string; readonly channel: string; readonly via: string }
	| {
			readonly type: "settled";
			readonly severity: Severity | undefined;
			readonly outcome: Delivered | Suppressed | Dropped;
	  }
	| {
			readonly type: "dead-webhook";
			readonly channel: string;
			readonly webhookId: string;
			readonly httpStatus: number;
			readonly discordCode: number;
	  }
	| { readonly type: "warning"; readonly code: WarningCode; readonly text: string };

/** Things said once, because a person should act. */
export type WarningCode =
	| "no-webhooks"
	| "unrouted"
	| "test-guard"
	| "observer-threw"
	| "edge-block"
	| "thread"
	| "relay-refused"
	| "storage";
