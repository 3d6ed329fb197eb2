/**
 * The whole platform surface that core may name: three web standards which every runtime we support has
 * (DOM Standard "AbortController", Encoding Standard "TextEncoder"). Not shipped: public types bind to the
 * consumer's own declarations. A line added here needs a decision page.
 */
interface AbortSignal {
	readonly aborted: boolean;
	readonly reason: unknown;
	addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
	removeEventListener(type: "abort", listener: () => void): void;
}

declare class AbortController {
	readonly signal: AbortSignal;
	abort(reason?: unknown): void;
}

declare class TextEncoder {
	encode(text: string): Uint8Array<ArrayBuffer>;
}
