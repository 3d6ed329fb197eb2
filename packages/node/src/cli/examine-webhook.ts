import { isDatError, type WebhookResult } from "@dat/core";
import { createWebhookClient } from "../webhook-client.ts";

/** What is wrong with a webhook, in a word. */
export type WebhookState = "fine" | "dead" | "wrong token" | "unreachable" | "not usable";

/** What Discord says of a webhook. Never holds its URL. */
export interface WebhookReport {
	readonly state: WebhookState;
	/** One sentence. */
	readonly detail: string;
	/** What to do about it; `undefined` when it is fine. */
	readonly next: string | undefined;
}

/** Asks Discord by one GET, which posts nothing. `variable` is where its URL comes from. */
export async function examineWebhook(url: string, variable: string): Promise<WebhookReport> {
	try {
		const options = { retry: { maxAttempts: 1, rateLimitRetries: 0 }, pacing: false } as const;
		return toReport(await createWebhookClient(url, options).get(), variable);
	} catch (error) {
		// What the construction throws never repeats the token.
		if (!isDatError(error)) throw error;
		const { code, message } = error;
		const isBase = code !== "DAT_INVALID_WEBHOOK_URL";
		const next = isBase ? "correct DISCORD_API_BASE" : copyInto(variable);
		// What to write instead is said in `next`.
		const [why = ""] = message
			.slice(code.length + 2)
			.replace("not a Discord webhook URL: ", "")
			.split("; ");
		return { state: "not usable", detail: why, next };
	}
}

/** Unknown Webhook and Invalid Webhook Token (docs: topics/opcodes-and-status-codes#json). */
const UNKNOWN = 10015;
const WRONG_TOKEN = 50027;

function toReport(result: WebhookResult, variable: string): WebhookReport {
	if (result.ok) return { state: "fine", detail: describe(result.body), next: undefined };
	const { status, discordCode, detail } = result;
	if (discordCode === UNKNOWN)
		return {
			state: "dead",
			detail: "Discord knows no such webhook: it was deleted, or its id is wrong",
			next: `make a new one (Discord: channel settings, Integrations) and put its URL into ${variable}`,
		};
	if (discordCode === WRONG_TOKEN)
		return {
			state: "wrong token",
			detail: "Discord knows the webhook, and not this token",
			next: copyInto(variable),
		};
	return { state: "unreachable", detail: status === 0 ? detail : `the answer was ${status}`, next: adviseOn(status) };
}

function copyInto(variable: string): string {
	return `copy the webhook's URL (Discord: channel settings, Integrations) into ${variable}`;
}

function adviseOn(status: number): string {
	if (status === 0) return "check network, DNS, firewall and HTTPS_PROXY; it may be fine in a minute";
	if (status === 429 || status === 403) return "Discord holds this address back; wait an hour before you ask again";
	if (status >= 500) return "Discord has trouble; see https://discordstatus.com";
	return "this is not how Discord answers; check DISCORD_API_BASE and the proxy";
}

/** The body is Discord's: any JSON. */
function describe(body: unknown): string {
	// Checked: read as members that may not be there.
	const { name, channel_id: channel } = (body ?? {}) as { readonly name?: unknown; readonly channel_id?: unknown };
	const where = typeof channel === "string" ? ` in channel ${channel}` : "";
	return `${typeof name === "string" ? JSON.stringify(name) : "it has no name"}${where}`;
}
