import type { IncomingMessage, ServerResponse } from "node:http";
import type { Relay } from "@dat/core/relay";
import { toNodeHandler } from "./node-handler.ts";

/** What is used of a Fastify instance (https://fastify.dev/docs/latest/Reference/ContentTypeParser/). */
export interface FastifyScope {
	removeAllContentTypeParsers(): void;
	addContentTypeParser(type: "*", parse: (request: unknown, body: unknown, done: (error: null) => void) => void): void;
	all(path: string, handler: FastifyHandler): unknown;
}

type FastifyHandler = (
	request: { readonly raw: IncomingMessage },
	reply: { readonly raw: ServerResponse; hijack(): unknown },
) => void;

/**
 * Serves a relay, or an inbound endpoint, as a Fastify plugin at its prefix. Fastify's own parsers stay away from the body
 * there, because the relay bounds and times the reading itself.
 *
 * @example
 * app.register(toFastifyPlugin(relay), { prefix: "/alerts" });
 */
export function toFastifyPlugin(relay: Relay): (app: FastifyScope, options: object, done: () => void) => void {
	const handler = toNodeHandler(relay);
	return (app, _, done) => {
		app.removeAllContentTypeParsers();
		app.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));
		app.all("/", ({ raw }, reply) => {
			reply.hijack();
			handler(raw, reply.raw);
		});
		done();
	};
}
