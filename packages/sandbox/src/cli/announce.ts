import type { WebhookHandle } from "../sandbox.ts";

/** What the first start prints: where to look, and what to paste. */
export function announce(url: string, webhooks: readonly WebhookHandle[]): string {
	const widest = Math.max(...webhooks.map(({ channel }) => channel.length));
	return [
		`The sandbox shows what arrives at ${url}`,
		"",
		"Webhooks:",
		...webhooks.map((webhook) => `  ${webhook.channel.padEnd(widest)}  ${webhook.url(url)}`),
		"",
		"For a program that reads the environment:",
		...webhooks.map((webhook) => `export DISCORD_WEBHOOK_${webhook.channel.toUpperCase()}=${webhook.url(url)}`),
		"",
		`The JSON API is below ${url}/_sandbox, described at ${url}/_sandbox/openapi.json. Ctrl-C ends it.`,
	].join("\n");
}

/** Loud, because whoever reaches the port reads every message and every token. */
export function warnOfHost(host: string): string | undefined {
	if (/^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)) return undefined;
	return [
		"",
		"!!! ----------------------------------------------------------------------------------------",
		`!!! WARNING: listening on ${host}, not on this machine alone.`,
		"!!! Everybody who reaches it can read all messages and webhooks here, and switch faults.",
		"!!! Without --host it is for this machine alone.",
		"!!! ----------------------------------------------------------------------------------------",
		"",
	].join("\n");
}
