import { HttpResponse, http, type RequestHandler } from "msw";
import type { SandboxResponse } from "./exchange.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * msw handlers over a sandbox, for `setupServer` and `setupWorker`.
 *
 * @example
 * const server = setupServer(...createHandlers(sandbox, "https://discord.com"));
 */
export function createHandlers(sandbox: Sandbox, origin = "https://discord.com"): RequestHandler[] {
	return [
		http.all(`${origin}/api/*`, async ({ request }) => {
			const { pathname, search } = new URL(request.url);
			return toResponse(
				sandbox.handle({
					method: request.method,
					path: pathname + search,
					headers: Object.fromEntries(request.headers),
					body: new Uint8Array(await request.arrayBuffer()),
					address: "127.0.0.1",
				}),
			);
		}),
	];
}

function toResponse({ status, headers, body, wire }: SandboxResponse): Response | Promise<Response> {
	if (wire === "stall") return new Promise(() => {});
	if (wire === "reset-before" || wire === "reset-after") return HttpResponse.error();
	const hasBody = status !== 204 && status !== 304;
	return new HttpResponse(hasBody ? (wire === "truncate" ? body.slice(0, body.length / 2) : body) : null, {
		status,
		headers,
	});
}
