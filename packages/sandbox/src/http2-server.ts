import {
	constants,
	createServer,
	type Http2ServerRequest,
	type Http2ServerResponse,
	type Http2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { cutBody, isMute, type SandboxResponse, type WireFault } from "./exchange.ts";
import type { Sandbox } from "./sandbox.ts";
import type { ServerOptions } from "./server.ts";

/** A sandbox on HTTP/2. */
export interface Http2SandboxServer extends AsyncDisposable {
	/** Such as `http://127.0.0.1:4011`. */
	readonly url: string;
	close(): Promise<void>;
}

/**
 * Serves Discord's API over HTTP/2 without TLS. Faults of the wire are those of HTTP/2: `reset-before` refuses the stream, which
 * is safe to try again, `reset-after` breaks it with an error, `goaway` ends the connection besides (RFC 9113, 6.8 and 8.7).
 */
export async function startHttp2Server(
	sandbox: Sandbox,
	{ port = 0, host = "127.0.0.1" }: ServerOptions = {},
): Promise<Http2SandboxServer> {
	const sessions = new Map<Http2Session, number>();
	let count = 0;
	const server = createServer((request, response) => {
		const session = request.stream.session;
		const connection = (session && sessions.get(session)) ?? 0;
		serve(sandbox, { request, response, connection }).catch(() => request.stream.close());
	});
	server.on("session", (session) => {
		sessions.set(session, ++count);
		session.once("close", () => sessions.delete(session));
	});
	await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
	const { port: bound } = server.address() as AddressInfo; // checked: it listens on TCP
	const close = (): Promise<void> => {
		for (const session of sessions.keys()) session.destroy();
		return new Promise((resolve) => server.close(() => resolve()));
	};
	return { url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`, close, [Symbol.asyncDispose]: close };
}

interface Call {
	readonly request: Http2ServerRequest;
	readonly response: Http2ServerResponse;
	readonly connection: number;
}

async function serve(sandbox: Sandbox, { request, response, connection }: Call): Promise<void> {
	const receivedAtMs = sandbox.monotonicNow();
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith(":"));
	const { response: answer, done } = sandbox.exchange({
		method: request.method,
		path: request.url,
		headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
		body: Buffer.concat(chunks),
		address: request.socket.remoteAddress ?? "",
		connection,
		receivedAtMs,
	});
	if (answer.wire === "stall") return;
	if (answer.delayMs) await sandbox.sleep(answer.delayMs);
	deliver(answer, response);
	done();
}

function deliver(answer: SandboxResponse, { stream }: Http2ServerResponse): void {
	if (isMute(answer.wire)) {
		reset(answer.wire, stream);
		return;
	}
	const { connection: _, ...headers } = answer.headers;
	const body = cutBody(answer);
	stream.respond({ ":status": answer.status, ...headers }, { endStream: body === "" });
	if (body === "") return;
	if (body === answer.body) stream.end(body);
	else if (answer.wire === "stall-body") stream.write(body);
	// `close` would end the body first, and so make it look whole.
	else stream.on("error", () => {}).write(body, () => stream.destroy(new Error("broken off by a fault")));
}

function reset(wire: WireFault | undefined, stream: Http2ServerResponse["stream"]): void {
	stream.close(wire === "reset-after" ? constants.NGHTTP2_INTERNAL_ERROR : constants.NGHTTP2_REFUSED_STREAM);
	if (wire === "goaway") stream.session?.goaway(constants.NGHTTP2_NO_ERROR);
}
