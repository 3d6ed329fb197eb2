import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../read-body.ts";
import { ACTIONS } from "./actions.ts";
import { answer, type Call, CallError } from "./call.ts";
import { readDescription } from "./description.ts";

/** The JSON API, off Discord's paths: what the page and test programs in any language use. */
export async function administer(
	served: Pick<Call, "sandbox" | "refuse">,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	try {
		await act(served, request, response);
	} catch (error) {
		const status = error instanceof CallError ? error.status : 400;
		answer(response, { error: error instanceof Error ? error.message : String(error) }, status);
	}
}

async function act(
	served: Pick<Call, "sandbox" | "refuse">,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	refuseStrangers(request);
	const [path = "", query = ""] = (request.url ?? "").split("?");
	if (path === "/_sandbox/openapi.json") return answer(response, await readDescription());
	const [, pattern = path, id = ""] = resolve(path);
	const action = ACTIONS[`${request.method} ${pattern}`];
	if (!action)
		throw new CallError(404, `unknown: ${request.method} ${path}. There is ${Object.keys(ACTIONS).join(", ")}`);
	const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
	const body = parse(await readBody(request));
	const call: Call = { ...served, request, response, body, query: new URLSearchParams(query), id, origin };
	await action(call);
}

/** A page of another origin must not switch faults or read tokens here. */
function refuseStrangers({ headers }: IncomingMessage): void {
	const { origin, host } = headers;
	if (origin !== undefined && origin !== `http://${host}`)
		throw new CallError(403, `a page of ${origin} may not use this API; ask from ${host} itself, or without a page`);
}

function resolve(path: string): readonly [path: string, pattern?: string, id?: string] {
	const [, before, id] = /^(\/_sandbox\/(?:webhooks|messages)\/)([^/]+)$/.exec(path) ?? [];
	return before === undefined || id === undefined ? [path] : [path, `${before}{id}`, id];
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
	if (bytes.length === 0) return {};
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder().decode(bytes));
	} catch (error) {
		throw new CallError(400, `the body is no JSON: ${error instanceof Error ? error.message : ""}`);
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new CallError(400, "the body must be a JSON object");
	return value as Record<string, unknown>; // checked: an object
}
