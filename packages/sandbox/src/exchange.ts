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
}

/** What the wire does instead of delivering a whole response. */
export type WireFault =
	/** The connection is reset before the request was looked at. */
	| "reset-before"
	/** The message is stored, then the connection is reset: nobody can know. */
	| "reset-after"
	/** Nothing is ever answered. */
	| "stall"
	/** The body breaks off. */
	| "truncate";

/** One HTTP response. */
export interface SandboxResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly wire?: WireFault;
}
