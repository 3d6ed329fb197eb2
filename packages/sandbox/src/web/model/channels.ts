import type { Webhook } from "./wire.ts";

/** The channels in the order in which their webhooks were made. */
export function channelsOf(webhooks: readonly Webhook[]): readonly string[] {
	return [...new Set(webhooks.map(({ channel }) => channel))];
}

/** The webhook that a channel's first URL belongs to; of all channels, the first there is. */
export function webhookOf(webhooks: readonly Webhook[], channel: string | undefined): Webhook | undefined {
	return webhooks.find((webhook) => channel === undefined || webhook.channel === channel);
}
