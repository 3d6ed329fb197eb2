import type { FetchLike } from "@dat/core";
import type { Dispatcher } from "undici";

/** Discord's edge drops idle connections at about a minute; a socket reused after that loses a request (facts 7). */
const KEEP_ALIVE_MS = 20_000;

/** Discord's answers are a few kB; whatever else answers is not read without end. */
const MOST_BYTES = 2 ** 20;

/**
 * undici on a dispatcher of its own: `HTTPS_PROXY` and `NO_PROXY` honoured, one connection per origin. Further ones are
 * opened only for requests that fly at the same time, so that no lane, and no P0, waits for the stalled answer of another.
 * It is loaded by the first request, because loading it costs more than all the rest (100 ms).
 */
export function createFetch(keepAliveMs: number = KEEP_ALIVE_MS): FetchLike {
	let opened: Promise<FetchLike> | undefined;
	return async (url, init) => {
		opened ??= openFetch(keepAliveMs);
		return (await opened)(url, init);
	};
}

/** Loads undici ahead of the first request; rejects where it cannot be found. */
export async function loadUndici(): Promise<typeof import("undici")> {
	return import("undici");
}

async function openFetch(keepAliveMs: number): Promise<FetchLike> {
	const { EnvHttpProxyAgent } = await loadUndici();
	const dispatcher = new EnvHttpProxyAgent({
		keepAliveTimeout: keepAliveMs,
		keepAliveMaxTimeout: keepAliveMs,
		maxResponseSize: MOST_BYTES,
	});
	// Bun has a module of its own in place of undici, whose dispatchers are empty; its fetch keeps sockets and proxies itself.
	return typeof dispatcher.request === "function" ? fetchThrough(dispatcher) : fetch;
}

function fetchThrough(dispatcher: Dispatcher): FetchLike {
	return async (url, { method, headers, body, signal }) => {
		const { origin, pathname, search } = new URL(url);
		const answer = await dispatcher.request({
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
