import type { RelayRequest } from "./request.ts";

/** Where a request comes from, by its headers. */
export interface Origin {
	/** What the alert says about it. */
	readonly name: string;
	/** The listed origin that may read the answer. */
	readonly listed: string | undefined;
}

/**
 * The origin when it is let in: on the list, or by the browser's own word the same. Firefox sends `Origin: null` to its own
 * origin under `no-referrer` (measured, 153). Outside a browser both headers can be written by anybody.
 */
export function checkOrigin({ headers }: RelayRequest, origins: ReadonlySet<string>): Origin | undefined {
	const given = headers.get("origin");
	if (given !== null && origins.has(given)) return { name: given, listed: given };
	// The unlisted header is not repeated: it may be anything.
	if (headers.get("sec-fetch-site") === "same-origin") return { name: "same origin", listed: undefined };
	return undefined;
}
