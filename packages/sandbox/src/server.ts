import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { administer } from "./admin/administer.ts";
import { deliver, isDoomed } from "./deliver.ts";
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
export interface SandboxServer extends AsyncDisposable {
	/** Such as `http://127.0.0.1:4010`. */
	readonly url: string;
	/** Refuses all connections for so long, ms, and cuts those there are: nobody listens (`ECONNREFUSED`). */
	refuse(forMs: number): Promise<void>;
	close(): Promise<void>;
}

/**
 * Serves the API below `/api`, the admin API below `/_sandbox`, and the page at `/`.
 *
 * @example
 * await using server = await startServer(createSandbox());
 * console.log(server.url);
 */
export async function startServer(
	sandbox: Sandbox,
	{ port = 0, host = "127.0.0.1" }: ServerOptions = {},
): Promise<SandboxServer> {
	const connections = new WeakMap<Socket, number>();
	let count = 0;
	const server = createServer((request, response) => {
		serve(sandbox, { request, response, refuse, connection: connections.get(request.socket) ?? 0 }).catch(() =>
			response.destroy(),
		);
	});
	server.on("connection", (socket) => connections.set(socket, ++count));
	await listen(server, port, host);
	const bound = portOf(server);
	let isOver = false;
	const refuse = async (forMs: number): Promise<void> => {
		await close(server);
		await sandbox.sleep(forMs);
		if (!isOver) await listen(server, bound, host);
	};
	const end = (): Promise<void> => {
		isOver = true;
		return close(server);
	};
	const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
	return { url, refuse, close: end, [Symbol.asyncDispose]: end };
}

function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port; // checked: it listens on TCP
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(() => resolve()));
}

interface Call {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly connection: number;
	readonly refuse: SandboxServer["refuse"];
}

async function serve(sandbox: Sandbox, { request, response, connection, refuse }: Call): Promise<void> {
	const path = request.url ?? "/";
	if (path.startsWith("/_sandbox/")) return administer({ sandbox, refuse }, request, response);
	if (!path.startsWith("/api")) return servePage(path, response);
	if (isDoomed(request.socket)) return void request.socket.resetAndDestroy();
	const receivedAtMs = sandbox.monotonicNow();
	const body = await readBody(request);
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
	const { response: answer, done } = sandbox.exchange({
		method: request.method ?? "GET",
		path,
		headers,
		body,
		address: request.socket.remoteAddress ?? "",
		connection,
		receivedAtMs,
	});
	if (answer.wire === "stall") return;
	await deliver(answer, response, sandbox.sleep);
	done();
}
