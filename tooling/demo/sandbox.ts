import { createSandbox, type Sandbox, type SandboxServer, startServer } from "@dat/sandbox";

const CHANNELS = ["alerts", "info", "trades", "dev", "audit"];

/** A sandbox on a socket, with a webhook per channel. */
export interface OpenedSandbox {
	readonly sandbox: Sandbox;
	readonly server: SandboxServer;
	readonly webhooks: Record<string, string>;
}

/** Opens one, at another port when that is taken. */
export async function openSandbox(port: number): Promise<OpenedSandbox> {
	const sandbox = createSandbox();
	const handles = CHANNELS.map((channel) => sandbox.createWebhook({ channel }));
	const server = await startServer(sandbox, { port }).catch(() => startServer(sandbox));
	return {
		sandbox,
		server,
		webhooks: Object.fromEntries(handles.map(({ channel, url }) => [channel, url(server.url)])),
	};
}
