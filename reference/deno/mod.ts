/** Alerts by Discord webhooks, with nothing but Deno. Read on in notifier.ts. */
export type { Alert, Field, Mention, Severity } from "./alert.ts";
export { type Health, Notifier } from "./notifier.ts";
export type { Outcome, Reason, Receipt, Stats } from "./outcome.ts";
export type { Options } from "./settings.ts";
