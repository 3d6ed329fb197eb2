import {
	createWebhookClient as createCoreWebhookClient,
	type WebhookClient,
	type WebhookClientOptions,
} from "@dat/core";
import { readEnvironment } from "@dat/core/adapter";
import { createHost, type HostOptions } from "./host.ts";

/** Core's options, and what a program may put in place of Node's own. */
export interface NodeWebhookClientOptions extends WebhookClientOptions, HostOptions {}

/**
 * A client for one webhook: execute, edit, delete, get.
 *
 * @throws DatError for a URL or option that is wrong.
 * @example
 * const sent = await createWebhookClient(url).execute({ content: "deploying" }, { wait: true });
 */
export function createWebhookClient(
	url: string,
	{ fetch, clock, ...options }: NodeWebhookClientOptions = {},
): WebhookClient {
	const { apiBase } = readEnvironment(process.env);
	return createCoreWebhookClient(url, createHost({ ...(fetch && { fetch }), ...(clock && { clock }) }), {
		...(apiBase && { apiBase }),
		...options,
	});
}
