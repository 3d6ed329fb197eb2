import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Relay } from "@dat/core/relay";
import { toNodeHandler } from "../http/node-handler.ts";

/** A server that can be stopped without breaking off what it has begun. */
export interface RelayServer {
	readonly server: Server;
	/** Takes no new connection, and resolves when all that was begun is answered. */
	stop(): Promise<void>;
}

/**
 * Node waits 60 s for headers, 300 s for a request, and without end for connections; a server that strangers reach must
 * not. The relay itself bounds the bodies.
 */
const BOUNDS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5000 };
const MOST_CONNECTIONS = 2000;

/** Serves each relay at its path, and `GET /health`. */
export function createRelayServer(routes: ReadonlyMap<string, Relay>): RelayServer {
	const handlers = new Map([...routes].map(([path, relay]) => [path, toNodeHandler(relay)]));
	handlers.set("/health", answerHealth);
	let isStopping = false;
	const server = createServer(BOUNDS, (request, response) => {
		response.once("close", () => {
			// Else a connection that is kept alive would keep the process for its 5 s.
			if (isStopping) setImmediate(() => server.closeIdleConnections());
		});
		const [path = ""] = (request.url ?? "").split("?", 1);
		(handlers.get(path) ?? answerNotFound)(request, response);
	});
	server.maxConnections = MOST_CONNECTIONS;
	const stop = (): Promise<void> => {
		isStopping = true;
		return new Promise((resolve) => server.close(() => resolve()));
	};
	return { server, stop };
}

function answerHealth({ method }: IncomingMessage, response: ServerResponse): void {
	const isAsked = method === "GET" || method === "HEAD";
	response.writeHead(isAsked ? 200 : 405, { "content-type": "application/json", "cache-control": "no-store" });
	response.end(isAsked ? '{"status":"ok"}' : undefined);
}

function answerNotFound(_: IncomingMessage, response: ServerResponse): void {
	response.shouldKeepAlive = false;
	response.writeHead(404).end();
}
