/**
 * The part of the web that the relay names, over what the rest of core has (docs/decisions/0006). Not shipped: public types
 * bind to the consumer's own declarations.
 */

/** Fetch Standard. */
declare class Response {
	constructor(body: string | null, init: { readonly status: number; readonly headers: Record<string, string> });
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	text(): Promise<string>;
}

/** URL Standard. */
declare class URL {
	constructor(url: string);
	readonly href: string;
	readonly protocol: string;
	readonly origin: string;
	readonly searchParams: { get(name: string): string | null };
}

/** Encoding Standard. */
declare class TextDecoder {
	decode(bytes: Uint8Array): string;
}

/** Web Cryptography API, what an HMAC needs. */
interface CryptoKey {
	readonly type: string;
}

declare const crypto: {
	getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
	readonly subtle: {
		importKey(
			format: "raw",
			key: Uint8Array<ArrayBuffer>,
			algorithm: { readonly name: "HMAC"; readonly hash: "SHA-256" },
			extractable: false,
			usages: readonly ("sign" | "verify")[],
		): Promise<CryptoKey>;
		sign(algorithm: "HMAC", key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
		verify(
			algorithm: "HMAC",
			key: CryptoKey,
			signature: Uint8Array<ArrayBuffer>,
			data: Uint8Array<ArrayBuffer>,
		): Promise<boolean>;
	};
};

/** HTML Standard, timers; and High Resolution Time. Used in web-clock.ts only. */
declare function setTimeout(run: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare const performance: { now(): number };
