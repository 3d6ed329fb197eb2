import { cutBody, isMute, type SandboxRequest } from "./exchange.ts";
import type { Exchange, SandboxFetchInit, SandboxFetchResponse } from "./sandbox.ts";

const encoder = new TextEncoder();

/** A fetch's arguments as a request of the direct transport. */
export function toRequest(url: string, { method = "GET", headers = {}, body = "" }: SandboxFetchInit): SandboxRequest {
	return {
		method,
		path: url.replace(/^https?:\/\/[^/]+/, ""),
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
		body: typeof body === "string" ? encoder.encode(body) : body,
		address: "127.0.0.1",
	};
}

/** Gives an answer as a fetch would, its faults included. */
export async function deliverToFetch(
	{ response, done }: Exchange,
	{ signal, sleep }: { readonly signal: AbortSignal | undefined; readonly sleep: (ms: number) => Promise<void> },
): Promise<SandboxFetchResponse> {
	const { status, headers, wire, delayMs } = response;
	if (delayMs) await untilAborted(sleep(delayMs), signal);
	if (wire === "stall") return untilAborted(new Promise(() => {}), signal);
	done();
	if (isMute(wire)) {
		const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
		throw new TypeError("fetch failed", { cause });
	}
	return {
		status,
		headers: { get: (name) => headers[name.toLowerCase()] ?? null },
		text: async () => (wire === "stall-body" ? untilAborted(new Promise(() => {}), signal) : cutBody(response)),
	};
}

function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
	if (!signal) return promise;
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
		promise.then(resolve, reject);
	});
}
