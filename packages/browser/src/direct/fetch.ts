import type { FetchInit, FetchLike, FetchResponse } from "@dat/core";
import { toForm } from "./form.ts";
import type { LastWords } from "./last-words.ts";

/** Of the 64 KiB that Chromium gives a page for what outlives it (measured, 156), the rest is the last beacon's. */
const KEEPALIVE_CHARS = 8192;

/**
 * The browser's fetch without preflights. Whether Discord lets this page read its answers is asked first, by reading the
 * webhook: without that an alert that arrived would look as if it had not, and be sent again.
 */
export function createFetch({ board }: Pick<LastWords, "board">): FetchLike {
	const readable = new Set<string>();
	const isReadable = async (url: string, signal: AbortSignal): Promise<boolean> => {
		const { origin } = new URL(url);
		if (!readable.has(origin)) {
			const answer = await call(url.split("?", 1)[0] ?? url, { method: "GET", signal }, "cors").catch(() => undefined);
			if (answer) readable.add(origin);
		}
		return readable.has(origin);
	};
	return async (url, { method, body, signal }) => {
		const flight = board();
		const init = { method, signal, ...(body !== undefined && { body }) };
		const mode = method === "GET" || (await isReadable(url, signal)) ? "cors" : "no-cors";
		flight.start();
		try {
			const answer = await call(url, init, mode);
			return answer.type === "opaque" ? UNREAD : answer;
		} finally {
			flight.end();
		}
	};
}

function call(
	url: string,
	{ method, body, signal }: Omit<FetchInit, "headers" | "redirect">,
	mode: RequestMode,
): Promise<Response> {
	return fetch(url, {
		method,
		mode,
		signal,
		credentials: "omit",
		// Without CORS a browser insists on following.
		redirect: mode === "cors" ? "error" : "follow",
		...(typeof body === "string" && { body: toForm(body), keepalive: body.length < KEEPALIVE_CHARS }),
		...(typeof body === "object" && { body, headers: { "content-type": multipartType(body) } }),
	});
}

/** What core has encoded begins with its boundary. */
function multipartType(body: Uint8Array): string {
	const start = new TextDecoder().decode(body.subarray(0, 200));
	return `multipart/form-data; boundary=${/--(\S+)/.exec(start)?.[1]}`;
}

/** An answer that the page may not see: Discord has the request, and what it made of it nobody knows. */
const UNREAD: FetchResponse = { status: 204, headers: { get: () => null }, text: async () => "" };
