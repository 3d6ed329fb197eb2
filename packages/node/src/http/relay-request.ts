import type { IncomingMessage } from "node:http";
import type { RelayBody, RelayRequest } from "@dat/core/relay";

/** What a relay reads of a request of node:http, without the cost of a web-standard one. */
export function toRelayRequest(request: IncomingMessage): RelayRequest {
	return {
		method: request.method ?? "",
		// Only the query counts; whatever host the client named is nobody's business.
		url: `http://localhost${request.url}`,
		headers: {
			get: (name) => {
				const value = request.headers[name.toLowerCase()];
				return (Array.isArray(value) ? value.join(", ") : value) ?? null;
			},
		},
		body: toBody(request),
	};
}

function toBody(request: IncomingMessage): RelayBody {
	return {
		getReader: () => {
			const pieces: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
			return {
				read: async () => {
					const { done = false, value } = await pieces.next();
					return { done, value };
				},
				cancel: async () => void request.pause(),
			};
		},
	};
}
