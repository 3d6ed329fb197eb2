/** What the relay reads of a request. Every web-standard `Request` is one. */
export interface RelayRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: { get(name: string): string | null };
	readonly body: RelayBody | null;
}

/** A `ReadableStream` of bytes. */
export interface RelayBody {
	getReader(): {
		read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
		cancel(): Promise<void>;
	};
}

/** What the server knows of the connection, in the shape in which `Deno.serve` tells it. */
export interface RelayContext {
	readonly remoteAddr?: {
		/** The address of whoever opened the connection: the client, or the proxy before it. */
		readonly hostname?: string;
	};
}

/** Answers a request. Never rejects. */
export type Relay = (request: RelayRequest, context?: RelayContext) => Promise<Response>;
