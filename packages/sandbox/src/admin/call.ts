import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sandbox } from "../sandbox.ts";

/** One request to the JSON API. */
export interface Call {
	readonly sandbox: Sandbox;
	/** Stops listening for so long, ms. */
	readonly refuse: (forMs: number) => Promise<void>;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** The parsed body; empty when there is none. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly query: URLSearchParams;
	/** What stands for `{id}` in the path. */
	readonly id: string;
	/** Such as `http://127.0.0.1:4010`: the address by which the sandbox was asked. */
	readonly origin: string;
}

/** A wrong request, with the status and what to write instead. */
export class CallError extends Error {
	override readonly name = "CallError";
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** Answers with JSON. */
export function answer(response: ServerResponse, value: unknown, status = 200): void {
	response
		.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
		.end(JSON.stringify(value));
}

/** A text of the body that must be there. */
export function textOf({ body }: Call, key: string): string {
	const value = body[key];
	if (typeof value !== "string" || value === "") throw new CallError(400, `"${key}" is missing: write {"${key}": "…"}`);
	return value;
}

/** A text of the body that may be left out. */
export function maybeTextOf({ body }: Call, key: string): string | undefined {
	const value = body[key];
	if (value !== undefined && typeof value !== "string") throw new CallError(400, `"${key}" must be a text`);
	return value;
}

/** A number of the query that may be left out. */
export function numberIn({ query }: Call, key: string, fallback: number): number {
	const value = query.get(key);
	if (value === null) return fallback;
	const number = Number(value);
	if (value === "" || !Number.isFinite(number) || number < 0)
		throw new CallError(400, `${key}=${value} is no number: write ${key}=10`);
	return number;
}

/** Finds by id, or says that there is none. */
export function found<Value>(map: ReadonlyMap<string, Value>, id: string): Value {
	const value = map.get(id);
	if (value === undefined) throw new CallError(404, `nothing has the id ${id}`);
	return value;
}
