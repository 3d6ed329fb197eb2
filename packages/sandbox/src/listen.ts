import { createSandbox as createBare } from "./create-sandbox.ts";
import { type Http2SandboxServer, startHttp2Server } from "./http2-server.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { type SandboxServer, type ServerOptions, startServer } from "./server.ts";

/** A sandbox that can be put on a socket. */
export interface ListeningSandbox extends Sandbox, AsyncDisposable {
	/** Serves it over HTTP; see `startServer`. */
	listen(options?: ServerOptions): Promise<SandboxServer>;
	/** Serves Discord's API alone over HTTP/2 without TLS, for clients that know beforehand ("prior knowledge"). */
	listenHttp2(options?: ServerOptions): Promise<Http2SandboxServer>;
}

/**
 * Creates an empty Discord that can listen; `await using` closes what it listens on.
 *
 * @example
 * await using sandbox = createSandbox();
 * const { url } = await sandbox.listen();
 */
export function createListeningSandbox(options?: SandboxOptions): ListeningSandbox {
	const sandbox = createBare(options);
	const servers: AsyncDisposable[] = [];
	const keep = <Server extends AsyncDisposable>(server: Server): Server => {
		servers.push(server);
		return server;
	};
	return {
		...sandbox,
		listen: async (where) => keep(await startServer(sandbox, where)),
		listenHttp2: async (where) => keep(await startHttp2Server(sandbox, where)),
		[Symbol.asyncDispose]: async () => {
			await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
		},
	};
}
