import type { FetchLike } from "@dat/core";
import type { Dispatcher } from "undici";

/** Discord's edge drops idle connections at about a minute; a socket reused after that loses a request (facts 7). */
const KEEP_ALIVE_MS = 20_000;

/**
 * undici on a dispatcher of its own: `HTTPS_PROXY` and `NO_PROXY` honoured, one connection per origin. Further ones are
 * opened only for requests that fly at the same time, so that no lane, and no P0, waits for the stalled answer of another.
 * It is loaded by the first request, because loading it costs more than all the rest (100 ms).
 */
export function createFetch(keepAliveMs: number = KEEP_ALIVE_MS): FetchLike {
	let opened: Promise<Dispatcher> | undefined;
	return async (url, { method, headers, body, signal }) => {
		opened ??= openDispatcher(keepAliveMs);
		const { origin, pathname, search } = new URL(url);
		const answer = await (await opened).request({
			origin,
			path: pathname + search,
			method: method as Dispatcher.HttpMethod, // checked: core sends no other methods
			headers,
			body: body ?? null,
			signal,
		});
		return {
			status: answer.statusCode,
			headers: { get: (name) => [answer.headers[name.toLowerCase()] ?? []].flat().join(", ") || null },
			text: () => answer.body.text(),
		};
	};
}

/** Loads undici ahead of the first request; rejects where it cannot be found. */
export async function loadUndici(): Promise<typeof import("undici")> {
	return import("undici");
}

async function openDispatcher(keepAliveMs: number): Promise<Dispatcher> {
	const { EnvHttpProxyAgent } = await loadUndici();
	return new EnvHttpProxyAgent({ keepAliveTimeout: keepAliveMs, keepAliveMaxTimeout: keepAliveMs });
}
