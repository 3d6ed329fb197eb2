import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { administer } from "./admin.ts";
import type { SandboxResponse } from "./exchange.ts";
import { servePage } from "./page.ts";
import { readBody } from "./read-body.ts";
import type { Sandbox } from "./sandbox.ts";

/** Where the server listens. */
export interface ServerOptions {
	/** Default 0: any free port. */
	readonly port?: number;
	/** Default `127.0.0.1`: the sandbox is for this machine alone. */
	readonly host?: string;
}

/** A sandbox on a socket. */
export interface SandboxServer {
	/** Such as `http://127.0.0.1:4010`. */
	readonly url: string;
	close(): Promise<void>;
}

/** Serves the API below `/api`, the admin API below `/_emulator`, and the page at `/`. */
export async function startServer(
	sandbox: Sandbox,
	{ port = 0, host = "127.0.0.1" }: ServerOptions = {},
): Promise<SandboxServer> {
	const server = createServer((request, response) => {
		serve(sandbox, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	return { url: `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server)}`, close: () => close(server) };
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port; // checked: it listens on TCP
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const path = request.url ?? "/";
	if (path.startsWith("/_emulator/")) return administer(sandbox, request, response);
	if (!path.startsWith("/api")) return servePage(path, response);
	const body = await readBody(request);
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
	send(
		sandbox.handle({
			method: request.method ?? "GET",
			path,
			headers,
			body,
			address: request.socket.remoteAddress ?? "",
		}),
		response,
	);
}

function send({ status, headers, body, wire }: SandboxResponse, response: ServerResponse): void {
	if (wire === "stall") return;
	if (wire === "reset-before" || wire === "reset-after") {
		response.socket?.resetAndDestroy();
		return;
	}
	if (wire === "truncate") {
		response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body) + 64) });
		response.write(body);
		response.socket?.end();
		return;
	}
	response.writeHead(status, headers).end(body);
}
