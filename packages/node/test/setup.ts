import { createSandbox, type Sandbox, type SandboxServer, startServer } from "@dat/sandbox";
import { onTestFinished, vi } from "vitest";

/** A sandbox on a socket with webhooks for alerts and info, closed when the test ends. */
export async function setup(): Promise<{ sandbox: Sandbox; server: SandboxServer; urls: Record<string, string> }> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const handles = ["alerts", "info"].map((channel) => sandbox.createWebhook({ channel }));
	return { sandbox, server, urls: Object.fromEntries(handles.map(({ channel, url }) => [channel, url(server.url)])) };
}

/** Waits until it holds, as long as a busy machine may need. */
export async function eventually(check: () => void): Promise<void> {
	await vi.waitFor(check, { timeout: 30_000, interval: 20 });
}
