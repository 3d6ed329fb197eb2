import type { IncomingMessage, ServerResponse } from "node:http";
import type { Relay } from "@dat/core/relay";
import { toRelayRequest } from "./relay-request.ts";

/** A listener of node:http, which Express takes as it is. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Serves a relay, or an inbound endpoint, with node:http or Express. In Express it comes before `express.json()`, which
 * would read the body, and through `app.all`, since browsers ask by `OPTIONS` too.
 *
 * @example
 * createServer(toNodeHandler(createRelay({ notifier, origins: ["https://shop.example"] }))).listen(8080);
 * app.all("/alerts", toNodeHandler(relay)); // in Express
 */
export function toNodeHandler(relay: Relay): NodeHandler {
	let isWarned = false;
	return (request, response) => {
		if (request.readableDidRead && !isWarned) {
			isWarned = true;
			process.emitWarning(
				"the body of a request was read before the relay got it, so its alerts are refused; mount the relay before express.json() and its like",
				{ code: "DAT_BODY_WAS_READ" },
			);
		}
		const remoteAddr = { hostname: request.socket.remoteAddress ?? "" };
		void relay(toRelayRequest(request), { remoteAddr }).then((answer) => write(answer, request, response));
	};
}

async function write(answer: Response, request: IncomingMessage, response: ServerResponse): Promise<void> {
	// A time-out of the program's own may have answered meanwhile.
	if (response.headersSent) return;
	// What was refused is not read to its end: that could take for ever.
	if (!request.complete) response.shouldKeepAlive = false;
	response.writeHead(answer.status, Object.fromEntries(answer.headers));
	response.end(await answer.text());
}
