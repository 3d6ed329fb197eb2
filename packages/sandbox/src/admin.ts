import type { IncomingMessage, ServerResponse } from "node:http";
import { streamEvents } from "./event-stream.ts";
import type { Fault } from "./fault.ts";
import { FAULTS, faultByName, ODD_FAULTS, STANDING_FAULTS } from "./faults.ts";
import { readBody } from "./read-body.ts";
import type { Sandbox } from "./sandbox.ts";

/** The admin API, off Discord's paths: what the page and test programs in any language use. */
export async function administer(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const [path = ""] = (request.url ?? "").split("?");
	const action = ACTIONS[`${request.method} ${path.replace("/_emulator/", "/_sandbox/")}`];
	if (!action) return json(response, { error: `unknown: try ${Object.keys(ACTIONS).join(", ")}` }, 404);
	const body = request.method === "POST" ? parse(await readBody(request)) : {};
	try {
		action(sandbox, { body, request, response });
	} catch (error) {
		json(response, { error: error instanceof Error ? error.message : String(error) }, 400);
	}
}

interface Call {
	readonly body: Readonly<Record<string, unknown>>;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

const ACTIONS: Readonly<Record<string, (sandbox: Sandbox, call: Call) => void>> = {
	"GET /_sandbox/profile": ({ state }, { response }) =>
		json(response, { limits: state.limits, clockSkewMs: state.clockSkewMs }),
	"GET /_sandbox/webhooks": ({ state }, { response }) => json(response, [...state.webhooks.values()]),
	"GET /_sandbox/messages": (sandbox, { response }) => json(response, sandbox.messages()),
	"GET /_sandbox/ledger": (sandbox, { response }) => json(response, sandbox.ledger),
	"GET /_sandbox/gauges": (sandbox, { response }) => json(response, sandbox.gauges()),
	"GET /_sandbox/faults": (sandbox, { response }) => json(response, toFaults(sandbox)),
	"GET /_sandbox/events": (sandbox, { request, response }) =>
		request.url?.startsWith("/_emulator/")
			? streamRequests(sandbox, request, response)
			: streamEvents(sandbox, request, response),
	"POST /_sandbox/webhooks": (sandbox, { body, response }) => {
		const { id, token, channel, channelId } = sandbox.createWebhook({ channel: String(body["channel"] ?? "alerts") });
		json(response, { id, token, channel, channelId }, 201);
	},
	"POST /_sandbox/script": (sandbox, { body, response }) => {
		const faults = (Array.isArray(body["faults"]) ? body["faults"] : []).map(toFault);
		sandbox.script(String(body["webhookId"]), ...faults);
		json(response, { scripted: faults.length });
	},
	"POST /_sandbox/faults": (sandbox, { body, response }) => {
		const { name, on = true, fault, webhookId } = body;
		if (typeof name !== "string") throw new Error(`write {"name": ${NAMES}, "on": true or false}`);
		sandbox.stand(name, on === false ? undefined : toFault(fault ?? name), asText(webhookId));
		json(response, toFaults(sandbox));
	},
	"DELETE /_sandbox/faults": (sandbox, { response }) => {
		for (const { name, webhookId } of [...sandbox.state.standing]) sandbox.stand(name, undefined, webhookId);
		for (const id of [...sandbox.state.scripts.keys()]) sandbox.state.scripts.delete(id);
		json(response, toFaults(sandbox));
	},
	"POST /_sandbox/reset": (sandbox, { response }) => {
		sandbox.reset();
		json(response, { reset: true });
	},
};

const NAMES = Object.keys({ ...STANDING_FAULTS, ...ODD_FAULTS, ...FAULTS }).join(" | ");

function toFault(value: unknown): Fault {
	const fault = typeof value === "string" ? faultByName(value) : value;
	if (typeof fault !== "object" || fault === null)
		throw new Error(`no fault ${JSON.stringify(value)}: give an object, or one of ${NAMES}`);
	return fault;
}

function asText(value: unknown): string | undefined {
	return typeof value === "string" ? value : undefined;
}

function toFaults({ state }: Sandbox): object {
	return {
		standing: state.standing,
		scripted: Object.fromEntries([...state.scripts].map(([id, faults]) => [id, faults.length])),
		available: {
			standing: Object.keys(STANDING_FAULTS),
			script: Object.keys({ ...FAULTS, ...ODD_FAULTS }),
		},
	};
}

/** What the page read before the typed events. */
function streamRequests(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
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
