/** Alerts straight to Discord, for pages that only trusted people see: whoever opens such a page has the webhook. */
export { createNotifier } from "./direct/notifier.ts";
export type { DirectNotifierOptions } from "./direct/options.ts";
