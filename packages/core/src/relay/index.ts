/** The relay: pages raise alerts through it without holding a webhook. */

// What a page and a relay say to each other (docs/relay-protocol.md)
export type { RelayAlert, RelayAnswer, RelayBatch, RelayError, RelayRefusal, RelayResult } from "./wire.ts";
