/** What core hands to fetch. Every standard `fetch` accepts it as it is. */
export interface FetchInit {
	readonly method: string;
	readonly headers: Record<string, string>;
	readonly body?: string | Uint8Array<ArrayBuffer>;
	/** Redirects are never followed: a webhook token must not travel to another host (DAT-REQ-08). */
	readonly redirect: "manual";
	readonly signal: AbortSignal;
}

/** The part of a response that core reads. */
export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	text(): Promise<string>;
}

/** One HTTP exchange. The global `fetch` of Node, Deno, browsers and undici's are all assignable without a cast. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;
