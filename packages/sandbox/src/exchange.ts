/** One HTTP request as every shell hands it over. */
export interface SandboxRequest {
	readonly method: string;
	/** Path with query, such as `/api/v10/webhooks/1/abc?wait=true`. */
	readonly path: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** Who asks; limits per address are kept by it. */
	readonly address: string;
	/** The connection it came on, counted from 1, where the shell knows connections. */
	readonly connection?: number;
	/** When its head was read, monotonic ms with fractions; the sandbox's own clock when left out. */
	readonly receivedAtMs?: number;
}

/** What the wire does instead of delivering a whole response. */
export type WireFault =
	/** The connection is reset before the request was looked at. */
	| "reset-before"
	/** The request is carried out, then the connection is reset: nobody can know. */
	| "reset-after"
	/** Nothing is ever answered, and nothing carried out. */
	| "stall"
	/** Head and half of the body, then nothing more. */
	| "stall-body"
	/** The body breaks off: `Content-Length` promised more. */
	| "truncate"
	/** `Content-Length` says less than the body has, so that the client reads half of it. */
	| "short-length"
	/** The body comes byte by byte, `dripMs` apart. */
	| "drip"
	/** The answer is whole; the next request on the same connection is reset. */
	| "reset-next"
	/** Over HTTP/2 the connection says that it ends and that this request was not looked at; over HTTP/1.1 a reset before. */
	| "goaway";

/** One HTTP response. */
export interface SandboxResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly wire?: WireFault;
	/** How long the shell holds the answer back, ms. */
	readonly delayMs?: number;
	/** Between two bytes of a drip, ms. */
	readonly dripMs?: number;
}

/** Whether the wire lets no part of an answer through. */
export function isMute(wire: WireFault | undefined): boolean {
	return wire === "reset-before" || wire === "reset-after" || wire === "stall" || wire === "goaway";
}

/** As much of a body as the wire lets through. */
export function cutBody({ body, wire }: SandboxResponse): string {
	return wire === "truncate" || wire === "short-length" || wire === "stall-body"
		? body.slice(0, Math.floor(body.length / 2))
		: body;
}
