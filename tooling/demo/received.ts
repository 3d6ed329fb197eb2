import type { ServerResponse } from "node:http";
import type { Sandbox } from "@dat/sandbox";

const MOST = 12;

/** Tells a page, as server-sent events, what the sandbox has of messages by `username`: the newest first, again at each change. */
export function tellReceived(response: ServerResponse, sandbox: Sandbox, username: string): void {
	response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
	let told = "";
	const tell = (): void => {
		const now = JSON.stringify(received(sandbox, username));
		if (now !== told) response.write(`data: ${now}\n\n`);
		told = now;
	};
	response.on("close", sandbox.onRequest(tell));
	tell();
}

/** One item per embed that has a title: the lines of the audit have none, and repeat what the others say. */
function received(sandbox: Sandbox, username: string): { readonly title: string; readonly channel: string }[] {
	return sandbox
		.messages()
		.filter((message) => message.username === username)
		.flatMap(({ channel, body }) => {
			const { embeds } = body;
			const titles = Array.isArray(embeds) ? embeds.map(({ title }) => title) : [];
			return titles.filter((title) => typeof title === "string").map((title) => ({ title, channel }));
		})
		.reverse()
		.slice(0, MOST);
}
