import { DatError } from "../errors/dat-error.ts";
import { LOOPBACK, parseApiBase } from "./api-base.ts";

/** How a webhook URL is read. */
export interface WebhookUrlOptions {
	/** Where Discord's API is. Default `https://discord.com/api/v10`. */
	readonly apiBase?: string;
	/** Allows plain http to `apiBase`. Default false. */
	readonly allowHttp?: boolean;
}

/** What may follow a webhook's URL. */
export interface WebhookQuery {
	/** Asks for the message in the answer. */
	readonly wait?: boolean | undefined;
	/** The thread of the channel that is meant. */
	readonly threadId?: string | undefined;
}

/** A webhook: its id, and a secret token that shows only in the URLs it makes. */
export interface Webhook {
	/** Public: it may be logged. */
	readonly id: string;
	/** From the `thread_id` of the URL it was given as. */
	readonly threadId: string | undefined;
	/** Requests to it reach Discord itself, so a test runner is guarded. */
	readonly isDiscord: boolean;
	/** The URL for GET. A secret. */
	readonly url: string;
	/** The URL for POST. A secret. */
	executeUrl(query: WebhookQuery): string;
	/** The URL of one of its messages. A secret. */
	messageUrl(messageId: string, query: WebhookQuery): string;
	/** `[webhook <id>]`. */
	toString(): string;
	/** `[webhook <id>]`. */
	toJSON(): string;
}

const FORM =
	/^(https?:\/\/[^\s/?#@]+)(\/api(?:\/v\d{1,2})?)\/webhooks\/(\d{17,20})\/([A-Za-z0-9._-]{60,120})(?:\/(?:slack|github))?\/?(\?[^#\s]*)?$/i;
const DISCORD = /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com(?::443)?(?:\/|$)/i;

/**
 * Reads a webhook URL in any form that Discord hands out (facts 1.1). Requests go to `apiBase`, whatever host or version
 * the URL has, because an unversioned URL means the deprecated v6; a loopback URL is its own base.
 *
 * @example
 * const webhook = parseWebhookUrl(url);
 * console.log(`${webhook}`); // "[webhook 1174109840998400001]", never the token
 *
 * @throws DatError `DAT_INVALID_WEBHOOK_URL` that says why and what to write, and never repeats the token.
 */
export function parseWebhookUrl(text: string, options: WebhookUrlOptions = {}): Webhook {
	const [, origin = "", path = "", id = "", token = "", query = ""] =
		FORM.exec(text.trim().replace(/^<(.*)>$/, "$1")) ?? [];
	if (id === "") return refuse(whyNot(text));
	const isLoopback = LOOPBACK.test(origin);
	const base = isLoopback ? origin + path : parseApiBase(options.apiBase, options.allowHttp);
	if (!isLoopback && !DISCORD.test(origin) && !base.startsWith(`${origin}/`)) return refuse(whyForeign(origin));
	return createWebhook(`${base}/webhooks/${id}/${token}`, id, /[?&]thread_id=(\d{17,20})(?:&|$)/.exec(query)?.[1]);
}

function createWebhook(url: string, id: string, threadId: string | undefined): Webhook {
	const shown = `[webhook ${id}]`;
	const webhook: Webhook = {
		id,
		threadId,
		isDiscord: DISCORD.test(url),
		url,
		executeUrl: (query) => url + toQuery(query),
		messageUrl: (messageId, query) => `${url}/messages/${messageId}${toQuery(query)}`,
		toString: () => shown,
		toJSON: () => shown,
	};
	// Neither enumerable nor a value, so that no inspector, copier or serialiser meets the secret by itself.
	Object.defineProperty(webhook, "url", { get: () => url, enumerable: false });
	return Object.defineProperty(webhook, Symbol.for("nodejs.util.inspect.custom"), { value: () => shown });
}

function toQuery({ wait, threadId }: WebhookQuery): string {
	const parts = [...(wait ? ["wait=true"] : []), ...(threadId === undefined ? [] : [`thread_id=${threadId}`])];
	return parts.length > 0 ? `?${parts.join("&")}` : "";
}

const FIX =
	"copy the webhook URL from Discord (channel settings, Integrations): https://discord.com/api/webhooks/<id>/<token>";

function whyNot(text: string): string {
	if (text.trim() === "") return "it is empty";
	if (!/^<?\s*https?:\/\//i.test(text.trim())) return "it does not begin with https://";
	if (!/\/webhooks\//i.test(text)) return "it has no /api/webhooks/ in its path";
	return /\/webhooks\/\d{17,20}\//.test(text)
		? "its token is not 60 to 120 letters, digits, _ and -"
		: "its id is not 17 to 20 digits";
}

function whyForeign(origin: string): string {
	return origin.startsWith("http:") && DISCORD.test(origin.replace("http:", "https:"))
		? "it is plain http"
		: "its host is not Discord's; set apiBase (DISCORD_API_BASE) to send elsewhere";
}

function refuse(why: string): never {
	throw new DatError("DAT_INVALID_WEBHOOK_URL", `not a Discord webhook URL: ${why}; ${FIX}`);
}
