// A page's program, bundled by msw-worker.test.ts: a Discord in the page itself, by msw's service worker.
import { createHandlers, createSandbox, FAULTS } from "@dat/sandbox/msw";
import { setupWorker } from "msw/browser";

const sandbox = createSandbox();
const webhook = sandbox.createWebhook({ channel: "alerts" });
const url = webhook.url("https://discord.com");

async function post(content: string): Promise<{ readonly status: number; readonly body: unknown }> {
	const headers = { "content-type": "application/json" };
	const answer = await fetch(`${url}?wait=true`, { method: "POST", headers, body: JSON.stringify({ content }) });
	return { status: answer.status, body: await answer.json() };
}

Object.assign(globalThis, {
	play: async () => {
		await setupWorker(...createHandlers(sandbox)).start({ quiet: true });
		const stored = await post("from a page");
		sandbox.script(webhook.id, FAULTS.limited);
		return { stored, limited: await post("too fast"), kept: sandbox.messages().length };
	},
});
