import type { IncomingMessage } from "node:http";

/** Bodies larger than this are not read to their end; Discord's edge answers 413 too. */
const MOST_BYTES = 30_000_000;

/** The whole body of a request, as far as it is sane. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size <= MOST_BYTES) chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
