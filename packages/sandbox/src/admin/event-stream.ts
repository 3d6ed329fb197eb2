import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxEvent } from "../events.ts";
import type { Sandbox } from "../sandbox.ts";

/** Proxies and browsers give up a stream on which nothing comes. */
const HEARTBEAT_MS = 15_000;

/** A reader that is so far behind is cut off; it resumes by its last id. */
const MOST_UNREAD_BYTES = 16_000_000;

/**
 * Server-sent events: one per happening, with its number as `id`, its type as `event`. A reader that comes back with
 * `Last-Event-ID` (or `?after=`) gets what it missed; when that is forgotten, an event `gap` tells it to read ledger,
 * messages and faults again.
 */
export function streamEvents(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
	response.write(`retry: 1000\n: connected\n\n`);
	const stopAll = (): void => {
		stop();
		clearInterval(heartbeat);
	};
	const send = (event: SandboxEvent): void => {
		response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
		if (response.writableLength > MOST_UNREAD_BYTES) {
			stopAll();
			response.destroy();
		}
	};
	const after = request.headers["last-event-id"] ?? new URLSearchParams(request.url?.split("?")[1]).get("after");
	if (after !== null && after !== undefined) {
		const missed = sandbox.events.since(Number(after));
		if (missed) for (const event of missed) send(event);
		else response.write(`id: ${sandbox.events.lastId}\nevent: gap\ndata: {"type":"gap"}\n\n`);
	}
	const heartbeat = setInterval(() => response.write(": beat\n\n"), HEARTBEAT_MS);
	const stop = sandbox.events.subscribe(send);
	request.once("close", stopAll);
}
