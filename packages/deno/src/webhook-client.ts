import {
	createWebhookClient as createCoreWebhookClient,
	type WebhookClient,
	type WebhookClientOptions,
} from "@dat/core";
import { readEnvironment } from "@dat/core/adapter";
import { openEnvironment } from "./environment.ts";
import { createHost, type HostOptions } from "./host.ts";

/** Core's options, and what a program may put in place of Deno's own. */
export interface DenoWebhookClientOptions extends WebhookClientOptions, HostOptions {}

/**
 * A client for one webhook: execute, edit, delete, get.
 *
 * @throws DatError for a URL or option that is wrong.
 * @example
 * const sent = await createWebhookClient(url).execute({ content: "deploying" }, { wait: true });
 */
export function createWebhookClient(
	url: string,
	{ fetch, clock, ...options }: DenoWebhookClientOptions = {},
): WebhookClient {
	const environment = openEnvironment();
	const { apiBase } = readEnvironment(environment.env);
	return createCoreWebhookClient(url, createHost({ ...(fetch && { fetch }), ...(clock && { clock }) }, environment), {
		...(apiBase && { apiBase }),
		...options,
	});
}
