import { type Answer, readReply, type Reply, silent } from "./reply.ts";

export const DEFAULT_BASE = "https://discord.com/api/v10";

const USER_AGENT = "dat-deno/1.0 (alerts by webhook)";
const MAX_REPLY_BYTES = 1_000_000;
const LOOPBACK = String
	.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?`;
const PATH = String
	.raw`\/webhooks\/(?<id>\d{17,20})\/(?<token>[\w-]{60,120})\/?(?:\?(?<query>.*))?$`;
const DISCORD_URL = new RegExp(
	String
		.raw`^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api(?:\/v\d+)?${PATH}`,
	"i",
);
const LOOPBACK_URL = new RegExp(
	String.raw`^(?<root>https?:\/\/${LOOPBACK}(?:\/api(?:\/v\d+)?)?)${PATH}`,
);
const BASE = new RegExp(
	String.raw`^(?:https:\/\/[^/]|http:\/\/${LOOPBACK}(?:\/|$))`,
);

/** A webhook, and the two requests made to it. */
export class Webhook {
	// #region secrets
	/** A private name: neither `console.log` nor `JSON.stringify` shows it. */
	readonly #endpoint: string;
	readonly #threadId: string | undefined;

	/**
	 * Of a Discord URL only id, token and thread are taken: the one that Discord's page hands out has no version, which
	 * means the deprecated v6. A loopback URL is used as it is.
	 *
	 * @throws {TypeError} that says what to write, without the URL in it
	 */
	constructor(given: string, givenBase: string = DEFAULT_BASE) {
		const url = given.trim();
		const base = givenBase.replace(/\/+$/, "");
		if (!BASE.test(base)) {
			throw new TypeError(
				"DISCORD_API_BASE must begin with https://, or with http:// and a loopback address",
			);
		}
		const rest = url.startsWith(base) ? url.slice(base.length) : "";
		const found = DISCORD_URL.exec(url) ?? new RegExp(`^${PATH}`).exec(rest) ??
			LOOPBACK_URL.exec(url);
		if (found?.groups === undefined) {
			throw new TypeError(
				"not a webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>",
			);
		}
		const { id, token, query, root = base } = found.groups;
		this.#endpoint = `${root}/webhooks/${id}/${token}`;
		this.#threadId = /(?:^|&)thread_id=(\d+)/.exec(query ?? "")?.[1];
	}
	// #endregion secrets

	/** The same for two channels that share a webhook; keep it to yourself. */
	isSame(other: Webhook): boolean {
		return this.#endpoint === other.#endpoint;
	}

	get isDiscord(): boolean {
		return /(?:^|\.)discord(?:app)?\.com$/i.test(
			new URL(this.#endpoint).hostname,
		);
	}

	// #region send
	/** Makes one attempt. `wait=true` because Discord else does not tell when it could not store the message. */
	post(body: string, timeoutMs: number, threadId?: string): Promise<Reply> {
		const target = threadId ?? this.#threadId;
		const query = target ? `?wait=true&thread_id=${target}` : "?wait=true";
		const headers = { "content-type": "application/json" };
		return this.#exchange(query, { method: "POST", body, headers }, timeoutMs);
	}

	/** Whether Discord knows the webhook; posts nothing. */
	get(timeoutMs: number): Promise<Reply> {
		return this.#exchange("", { method: "GET" }, timeoutMs);
	}

	/** One deadline over connecting, sending and the whole answer. */
	async #exchange(
		query: string,
		{ headers, ...init }: RequestInit,
		timeoutMs: number,
	): Promise<Reply> {
		const signal = AbortSignal.timeout(timeoutMs);
		try {
			const response = await fetch(this.#endpoint + query, {
				...init,
				headers: {
					...headers as Record<string, string>,
					"user-agent": USER_AGENT,
				},
				redirect: "manual", // the path is the secret
				signal,
			});
			const text = await readText(response);
			if (signal.aborted) throw signal.reason;
			const answer: Answer = {
				status: response.status,
				headers: response.headers,
				text,
			};
			return readReply(answer);
		} catch (error) {
			// The error's own message holds the URL.
			if (signal.aborted) {
				return silent(true, `no answer within ${timeoutMs} ms`);
			}
			const said = `${error} ${(error as Error).cause}`;
			const isUnwritten = /\(Connect\)|dns error|blocked/.test(said);
			return silent(!isUnwritten, "no answer: the connection failed");
		}
	}
	// #endregion send
}

/** What arrives of the body, up to a bound: when it breaks off, the status alone decides. */
async function readText(response: Response): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	try {
		for await (const chunk of response.body ?? []) {
			text += decoder.decode(chunk, { stream: true });
			if (text.length > MAX_REPLY_BYTES) break;
		}
	} catch {
		// Truncated, or not what its encoding says.
	}
	return text;
}
