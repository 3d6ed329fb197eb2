import type { Webhook } from "./wire.ts";

/** The channels in the order in which their webhooks were made. */
export function channelsOf(webhooks: readonly Webhook[]): readonly string[] {
	return [...new Set(webhooks.map(({ channel }) => channel))];
}

/** The webhook that a channel's first URL belongs to; of all channels, the first there is. */
export function webhookOf(webhooks: readonly Webhook[], channel: string | undefined): Webhook | undefined {
	return webhooks.find((webhook) => channel === undefined || webhook.channel === channel);
}

/** Whether a channel can still be written to by a webhook. */
export function isAlive(webhooks: readonly Webhook[], channel: string): boolean {
	return webhooks.some((webhook) => webhook.channel === channel && !webhook.isDeleted);
}

/** What a webhook is called: by its channel, and by its own name where the channel has several. */
export function titleOf(webhook: Webhook, webhooks: readonly Webhook[]): string {
	const isOnly = webhooks.every(({ id, channel }) => id === webhook.id || channel !== webhook.channel);
	return isOnly ? `#${webhook.channel}` : `#${webhook.channel} · ${webhook.name}`;
}
