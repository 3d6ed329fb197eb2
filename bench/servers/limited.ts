// A Discord with the limit that it documents, 5 per 2 s and webhook, in a process of its own: the sandbox.
import { createSandbox, startServer } from "@dat/sandbox";

/** Enough for what a benchmark posts; what a peer posts in vain over and over is not kept. */
const KEEP = 1000;

const sandbox = createSandbox({ limits: { channel: false, global: false }, keep: KEEP });
const { id, token } = sandbox.createWebhook({ channel: "info" });
const server = await startServer(sandbox);
const counts = { alerts: 0, requests: 0, refused: 0, atMs: 0 };
let isPlanned = false;

sandbox.onRequest(({ method, status, effect, body }) => {
	if (method !== "POST") return;
	counts.requests++;
	if (status === 429) counts.refused++;
	// Checked: what was stored is a message.
	if (effect === "stored") counts.alerts += (body as { readonly embeds?: unknown[] }).embeds?.length ?? 1;
	if (effect === "stored") counts.atMs = performance.timeOrigin + performance.now();
	else if (status !== 429) process.stderr.write(`answered ${status}\n`);
	if (!isPlanned) setTimeout(tell, 5);
	isPlanned = true;
});

function tell(): void {
	isPlanned = false;
	process.send?.(counts);
}

process.send?.({ origin: server.url, id, token, isLimited: true });
