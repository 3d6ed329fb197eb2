import type { Clock } from "../platform/clock.ts";
import type { Refusal } from "./refusal.ts";
import type { RelayBody } from "./request.ts";

/** How much of a body is read, and for how long. */
export interface BodyBounds {
	readonly maxBodyBytes: number;
	readonly readTimeoutMs: number;
}

const FIRST_BYTES = 4096;

/** Reads a body into at most `maxBodyBytes` of memory, in whatever pieces it comes. What was begun and refused is cancelled. */
export function readBody(
	body: RelayBody | null,
	{ maxBodyBytes, readTimeoutMs }: BodyBounds,
	clock: Clock,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
	if (!body) return Promise.resolve(new Uint8Array());
	const reader = body.getReader();
	return new Promise((resolve) => {
		const refuse = (refusal: Refusal): void => {
			stopWaiting();
			// A stream that has failed already refuses to be cancelled, too.
			reader.cancel().catch(() => {});
			resolve(refusal);
		};
		const stopWaiting = clock.schedule(readTimeoutMs, () =>
			refuse({ error: "timeout", detail: `the body did not come within ${readTimeoutMs} ms` }),
		);
		const readAll = async (): Promise<void> => {
			const sink = createSink(maxBodyBytes);
			for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
				if (piece.value && !sink.add(piece.value))
					return refuse({ error: "too_large", detail: `the body has more than ${maxBodyBytes} bytes` });
			}
			stopWaiting();
			resolve(sink.bytes());
		};
		readAll().catch(() => refuse({ error: "bad_request", detail: "the body broke off" }));
	});
}

/** One growing piece of memory: kept as they come, 65,536 pieces of one byte would take a hundred times their size. */
function createSink(mostBytes: number): { add(piece: Uint8Array): boolean; bytes(): Uint8Array<ArrayBuffer> } {
	let held = new Uint8Array(Math.min(FIRST_BYTES, mostBytes));
	let length = 0;
	return {
		add: (piece) => {
			const needed = length + piece.byteLength;
			if (needed > mostBytes) return false;
			if (needed > held.byteLength) {
				const grown = new Uint8Array(Math.min(mostBytes, Math.max(needed, held.byteLength * 2)));
				grown.set(held);
				held = grown;
			}
			held.set(piece, length);
			length = needed;
			return true;
		},
		bytes: () => held.subarray(0, length),
	};
}
