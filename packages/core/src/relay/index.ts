/** The relay: pages and other systems raise alerts through it without holding a webhook. */

// For pages
export type { TrustProxy } from "./client-address.ts";
export { createRelay } from "./create-relay.ts";
// For what other systems post
export { type AlertmanagerOptions, alertmanager } from "./inbound/alertmanager.ts";
export type { BearerOptions } from "./inbound/bearer.ts";
export { createInbound, type InboundOptions } from "./inbound/create-inbound.ts";
export { type GenericOptions, generic } from "./inbound/generic.ts";
export { type GithubOptions, github } from "./inbound/github.ts";
export { type GrafanaOptions, grafana } from "./inbound/grafana.ts";
export type { SeverityWords } from "./inbound/severities.ts";
export type { Evidence, InboundSource, Proof, ReadHeader } from "./inbound/source.ts";
export { type StripeOptions, stripe } from "./inbound/stripe.ts";
export { type UptimeKumaOptions, uptimeKuma } from "./inbound/uptime-kuma.ts";
export type { IntakeOptions, RelayRefused } from "./intake-options.ts";
export { createPageToken, type PageTokenOptions } from "./page-token.ts";
export type { RelayOptions } from "./relay-options.ts";
export type { Relay, RelayBody, RelayContext, RelayRequest } from "./request.ts";
// What a page and a relay say to each other (docs/relay-protocol.md)
export type { RelayAlert, RelayAnswer, RelayBatch, RelayError, RelayRefusal, RelayResult } from "./wire.ts";
