import { openWebhookClient, type WebhookClient } from "../delivery/webhook-client.ts";
import type { NotifierOptions } from "../options/options.ts";
import { resolveOptions } from "../options/resolve-options.ts";
import type { Platform } from "../platform/platform.ts";

/** What a webhook client may be told; as for a notifier. */
export type WebhookClientOptions = Pick<NotifierOptions, "retry" | "pacing" | "apiBase" | "allowHttp">;

/**
 * A client for one webhook: execute, edit, delete, get, with the retry and pacing of a notifier.
 *
 * @throws DatError for a URL or option that is wrong.
 * @example
 * const client = createWebhookClient(url, platform);
 * const sent = await client.execute({ content: "deploying" }, { wait: true });
 */
export function createWebhookClient(
	url: string,
	platform: Platform,
	options: WebhookClientOptions = {},
): WebhookClient {
	const { lane } = resolveOptions(options);
	const { apiBase, allowHttp } = options;
	return openWebhookClient(url, platform, {
		settings: lane,
		...(apiBase !== undefined && { apiBase }),
		...(allowHttp !== undefined && { allowHttp }),
	});
}
