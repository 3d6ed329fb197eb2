/** What core hands to fetch. Every standard `fetch` accepts it as it is. */
export interface FetchInit {
	/** `GET`, `POST`, `PATCH` or `DELETE`. */
	readonly method: string;
	/** With lower-case names. */
	readonly headers: Record<string, string>;
	/** JSON text, or multipart bytes. */
	readonly body?: string | Uint8Array<ArrayBuffer>;
	/** Redirects are never followed: a webhook token must not travel to another host (DAT-REQ-08). */
	readonly redirect: "manual";
	/** Aborts at the deadline of the attempt. */
	readonly signal: AbortSignal;
}

/** The part of a response that core reads. */
export interface FetchResponse {
	/** The HTTP status. */
	readonly status: number;
	/** Any case of a name finds it. */
	readonly headers: { get(name: string): string | null };
	/** The whole body; called once. */
	text(): Promise<string>;
}

/** One HTTP exchange. The global `fetch` of Node, Deno, browsers and undici's are all assignable without a cast. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;
