import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "./read-body.ts";
import type { Sandbox } from "./sandbox.ts";

/** The admin API, off Discord's paths: what the page and test programs in any language use. */
export async function administer(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const [path] = (request.url ?? "").split("?");
	const action = ACTIONS[`${request.method} ${path}`];
	if (!action) return json(response, { error: `unknown: try ${Object.keys(ACTIONS).join(", ")}` }, 404);
	const body = request.method === "POST" ? parse(await readBody(request)) : {};
	action(sandbox, { body, request, response });
}

interface Call {
	readonly body: Readonly<Record<string, unknown>>;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

const ACTIONS: Readonly<Record<string, (sandbox: Sandbox, call: Call) => void>> = {
	"GET /_emulator/profile": ({ state }, { response }) =>
		json(response, { limits: state.limits, clockSkewMs: state.clockSkewMs }),
	"GET /_emulator/webhooks": ({ state }, { response }) => json(response, [...state.webhooks.values()]),
	"GET /_emulator/messages": (sandbox, { response }) => json(response, sandbox.messages()),
	"GET /_emulator/ledger": (sandbox, { response }) => json(response, sandbox.ledger),
	"GET /_emulator/events": stream,
	"POST /_emulator/webhooks": (sandbox, { body, response }) => {
		const { id, token, channel, channelId } = sandbox.createWebhook({ channel: String(body["channel"] ?? "alerts") });
		json(response, { id, token, channel, channelId }, 201);
	},
	"POST /_emulator/script": (sandbox, { body, response }) => {
		const faults = Array.isArray(body["faults"]) ? body["faults"] : [];
		sandbox.script(String(body["webhookId"]), ...faults);
		json(response, { scripted: faults.length });
	},
	"POST /_emulator/reset": (sandbox, { response }) => {
		sandbox.reset();
		json(response, { reset: true });
	},
};

/** Server-sent events: each request as it is answered, with the message it stored or changed. */
function stream(sandbox: Sandbox, { request, response }: Call): void {
	response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
	response.write(": connected\n\n");
	const stop = sandbox.onRequest((entry) => {
		const message = entry.messageId === undefined ? undefined : sandbox.state.messages.get(entry.messageId);
		response.write(`data: ${JSON.stringify({ entry, message })}\n\n`);
	});
	request.once("close", stop);
}

function json(response: ServerResponse, value: unknown, status = 200): void {
	response
		.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
		.end(JSON.stringify(value));
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}; // checked: an object
	} catch {
		return {};
	}
}
