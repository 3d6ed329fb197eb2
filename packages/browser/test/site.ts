import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Alert, Outcome } from "@dat/core";
import { createRelay, type RelayOptions } from "@dat/core/relay";
import { toNodeHandler } from "@dat/node/http";
import { onTestFinished } from "vitest";

/** A request that the relay's server got. */
export interface Asked {
	readonly method: string;
	readonly type: string | undefined;
	readonly origin: string | undefined;
	readonly cookie: string | undefined;
	/** `no-cors` of a beacon, `cors` of a fetch. */
	readonly mode: string | undefined;
	/** Of its body, as announced. */
	readonly bytes: number;
}

/** What the relay's server does instead of serving. */
export type Fault = "down" | number | undefined;

/** A page's server, and a relay on another site. */
export interface Site {
	readonly page: string;
	readonly relay: string;
	readonly asked: readonly Asked[];
	/** What the relay raised, by title. */
	readonly raised: readonly string[];
	readonly alerts: readonly Alert[];
	fault: Fault;
	/** Resolves when an alert of each of these titles was raised. */
	arrived(...titles: readonly string[]): Promise<void>;
	/** Resolves when a request has come that this is true of. */
	sawRequest(isIt: (asked: Asked) => boolean): Promise<void>;
}

/** How a site differs from the usual one. */
export interface SiteOptions extends Partial<RelayOptions> {
	/** Headers of the page. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Further files of the page's server, by path. */
	readonly files?: Readonly<Record<string, string>>;
	/** The script that leaves `dat` behind. */
	readonly script: string;
	/** Between a request's arrival and its being served, ms. */
	readonly delayMs?: number;
}

/** Serves a page and a relay until the test ends. */
export async function openSite({ headers, files = {}, script, delayMs = 0, ...options }: SiteOptions): Promise<Site> {
	const alerts: Alert[] = [];
	const asked: Asked[] = [];
	const listeners = new Set<() => void>();
	const changed = (): void => {
		for (const listener of listeners) listener();
	};
	const until = (isSo: () => boolean): Promise<void> =>
		new Promise((resolve) => {
			const look = (): void => {
				if (!isSo()) return;
				listeners.delete(look);
				resolve();
			};
			listeners.add(look);
			look();
		});
	const raise = (alert: Alert): void => {
		alerts.push(alert);
		changed();
	};
	const page = await listen(
		createServer((request, response) => {
			const path = new URL(request.url ?? "", "http://page").pathname;
			const text = path === "/dat.js" ? script : (files[path] ?? HTML);
			const type = path.endsWith(".js") ? "text/javascript" : "text/html;charset=utf-8";
			response.writeHead(200, { "content-type": type, ...headers }).end(text);
		}),
		"localhost",
	);
	const serve = toNodeHandler(
		createRelay({
			notifier: {
				notify: (alert) => {
					raise(alert);
					return { id: "0".repeat(32), state: "queued" };
				},
				send: async (alert) => {
					raise(alert);
					return DELIVERED;
				},
			},
			origins: [page],
			alertsPerSender: 1000,
			...options,
		}),
	);
	const site = {
		page: `${page}/`,
		alerts,
		asked,
		get raised() {
			return alerts.map(({ title }) => title);
		},
		fault: undefined as Fault,
		arrived: (...titles: readonly string[]) => until(() => titles.every((title) => site.raised.includes(title))),
		sawRequest: (isIt: (asked: Asked) => boolean) => until(() => asked.some(isIt)),
		relay: "",
	};
	const relay = await listen(
		createServer((request, response) => {
			asked.push(note(request));
			changed();
			if (site.fault === "down") return void request.socket.destroy();
			if (site.fault !== undefined) {
				const cors = { "access-control-allow-origin": page };
				return void response.writeHead(site.fault, cors).end();
			}
			setTimeout(() => serve(request, response), delayMs);
		}),
		"127.0.0.1",
	);
	site.relay = `${relay}/alerts`;
	return site;
}

const HTML = '<!doctype html><meta charset="utf-8"><title>page</title><script src="/dat.js"></script>';

const DELIVERED: Outcome = { status: "delivered", id: "f".repeat(32), channel: "alerts", coalesced: 1, attempts: 1 };

function note(request: IncomingMessage): Asked {
	const { origin, cookie, "content-type": type, "sec-fetch-mode": mode } = request.headers;
	return {
		method: request.method ?? "",
		type,
		origin,
		cookie,
		mode: typeof mode === "string" ? mode : undefined,
		bytes: Number(request.headers["content-length"] ?? 0),
	};
}

async function listen(server: Server, host: string): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return `http://${host}:${(server.address() as AddressInfo).port}`;
}
