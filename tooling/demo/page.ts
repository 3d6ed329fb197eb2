import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createNotifier } from "@dat/node";
import { createRelay, toNodeHandler } from "@dat/node/http";
import { tellReceived } from "./received.ts";
import type { OpenedSandbox } from "./sandbox.ts";

/** A page with buttons, whose alerts go through a relay. */
export interface DemoPage {
	readonly url: string;
	close(): Promise<void>;
}

/** What the page may do: nothing but its own files and its own relay. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	"/": ["./page/index.html", "text/html"],
	"/page.css": ["./page/page.css", "text/css"],
	"/page.js": ["./page/page.js", "text/javascript"],
	"/dat.js": ["../../packages/browser/dist/dat.iife.js", "text/javascript"],
};

const USERNAME = "a page";

/** Serves the page and its relay, which raises what the page says in the sandbox. */
export async function openPage(opened: OpenedSandbox, port: number): Promise<DemoPage> {
	const notifier = createNotifier({ webhooks: opened.webhooks, username: USERNAME });
	const server = createServer(serve(toNodeHandler(createRelay({ notifier, origins: [] })), opened));
	await listen(server, port).catch(() => listen(server, 0));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await notifier.close();
		},
	};
}

function serve(relay: RequestListener, { sandbox, server }: OpenedSandbox): RequestListener {
	let isOffline = false;
	const routes: Readonly<Record<string, RequestListener>> = {
		"/network": async (request, response) => {
			if (request.method === "POST") isOffline = (await text(request)) === "off";
			response.end(isOffline ? "off" : "on");
		},
		"/received": (_, response) => tellReceived(response, sandbox, USERNAME),
		"/alerts": (request, response) => (isOffline ? request.socket.destroy() : relay(request, response)),
	};
	return (request, response) => {
		const path = new URL(request.url ?? "", "http://localhost").pathname;
		const route = routes[path] ?? ((_, answer) => serveFile(answer, path, server.url));
		route(request, response);
	};
}

function serveFile(response: ServerResponse, path: string, sandboxUrl: string): void {
	const [file, type] = FILES[path] ?? [];
	if (!file) return void response.writeHead(404).end();
	const content = readFileSync(new URL(file, import.meta.url), "utf8").replace("{{sandbox}}", sandboxUrl);
	response.writeHead(200, { "content-type": `${type};charset=utf-8`, "content-security-policy": POLICY }).end(content);
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject).listen(port, "127.0.0.1", resolve);
	});
}
