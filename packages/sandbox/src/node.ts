/** A local Discord without msw, for programs that have no types of the DOM. */
export { FAULTS, ODD_FAULTS, STANDING_FAULTS } from "./faults.ts";
export { createListeningSandbox as createSandbox, type ListeningSandbox } from "./listen.ts";
export type { Sandbox, SandboxOptions, WebhookHandle } from "./sandbox.ts";
export { type SandboxServer, type ServerOptions, startServer } from "./server.ts";
