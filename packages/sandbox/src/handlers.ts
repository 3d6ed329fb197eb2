import { HttpResponse, http, type RequestHandler } from "msw";
import { cutBody, isMute } from "./exchange.ts";
import type { Exchange, Sandbox } from "./sandbox.ts";

/**
 * msw handlers over a sandbox, for `setupServer` and `setupWorker`.
 *
 * @example
 * const server = setupServer(...createHandlers(sandbox, "https://discord.com"));
 */
export function createHandlers(sandbox: Sandbox, origin = "https://discord.com"): RequestHandler[] {
	return [
		http.all(`${origin}/api/*`, async ({ request }) => {
			const receivedAtMs = sandbox.monotonicNow();
			const { pathname, search } = new URL(request.url);
			const exchange = sandbox.exchange({
				method: request.method,
				path: pathname + search,
				headers: Object.fromEntries(request.headers),
				body: new Uint8Array(await request.arrayBuffer()),
				address: "127.0.0.1",
				receivedAtMs,
			});
			return deliver(exchange, sandbox.sleep);
		}),
	];
}

async function deliver({ response, done }: Exchange, sleep: Sandbox["sleep"]): Promise<Response> {
	const { status, headers, wire, delayMs } = response;
	if (delayMs) await sleep(delayMs);
	if (wire === "stall") return new Promise(() => {});
	done();
	if (isMute(wire)) return HttpResponse.error();
	const hasBody = status !== 204 && status !== 304;
	const body = wire === "stall-body" ? halfThenNothing(cutBody(response)) : cutBody(response);
	return new HttpResponse(hasBody ? body : null, { status, headers });
}

function halfThenNothing(half: string): ReadableStream {
	return new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(half)) });
}
