/** A local Discord for msw alone: nothing of Node is in it, so it runs in a page with `setupWorker`, too. */
export { createSandbox } from "./create-sandbox.ts";
export { FAULTS, ODD_FAULTS, STANDING_FAULTS } from "./faults.ts";
export { createHandlers } from "./handlers.ts";
export type { Sandbox, SandboxOptions, WebhookHandle } from "./sandbox.ts";
