import type { FetchLike } from "@dat/core";
import { EnvHttpProxyAgent, fetch as undiciFetch } from "undici";

/** Discord's edge drops idle connections at about a minute; a socket reused after that loses a request (facts 7). */
const KEEP_ALIVE_MS = 20_000;

/**
 * undici's fetch on a dispatcher of its own: one connection per origin, `HTTPS_PROXY` and `NO_PROXY` honoured. It is
 * opened by the first request, so that importing and creating cost nothing.
 */
export function createFetch(): FetchLike {
	let dispatcher: EnvHttpProxyAgent | undefined;
	return (url, init) => {
		dispatcher ??= new EnvHttpProxyAgent({
			connections: 2,
			keepAliveTimeout: KEEP_ALIVE_MS,
			keepAliveMaxTimeout: KEEP_ALIVE_MS,
		});
		// Node's AbortSignal is the one undici knows.
		return undiciFetch(url, { ...init, signal: init.signal as AbortSignal, dispatcher });
	};
}
