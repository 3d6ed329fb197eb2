import { createSandbox as createBare } from "./create-sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { type SandboxServer, type ServerOptions, startServer } from "./server.ts";

/** A sandbox that can be put on a socket. */
export interface ListeningSandbox extends Sandbox, AsyncDisposable {
	/** Serves it over HTTP; see `startServer`. */
	listen(options?: ServerOptions): Promise<SandboxServer>;
}

/** Creates an empty Discord that can listen; `await using` closes what it listens on. */
export function createListeningSandbox(options?: SandboxOptions): ListeningSandbox {
	const sandbox = createBare(options);
	const servers: SandboxServer[] = [];
	return {
		...sandbox,
		listen: async (where) => {
			const server = await startServer(sandbox, where);
			servers.push(server);
			return server;
		},
		[Symbol.asyncDispose]: async () => {
			await Promise.all(servers.splice(0).map((server) => server.close()));
		},
	};
}
