import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Relay, toFastifyPlugin, toNodeHandler } from "@dat/node/http";
import { type HttpBindings, serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { onTestFinished } from "vitest";

/** Serves a relay at `/alerts` until the test ends; resolves with that URL. */
export type Host = (relay: Relay) => Promise<string>;

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return urlOf(server);
}

function urlOf(server: Server): string {
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
}

const onNode: Host = (relay) => listen(createServer(toNodeHandler(relay)));

const onExpress: Host = (relay) => {
	const app = express();
	app.all("/alerts", toNodeHandler(relay));
	app.use(express.json(), (request, response) => void response.json(request.body));
	return listen(createServer(app));
};

const onFastify: Host = async (relay) => {
	const app = fastify();
	app.register(toFastifyPlugin(relay), { prefix: "/alerts" });
	app.post("/other", (request) => request.body);
	await app.listen({ port: 0, host: "127.0.0.1" });
	return urlOf(app.server);
};

const onHono: Host = async (relay) => {
	const app = new Hono<{ Bindings: HttpBindings }>();
	app.all("/alerts", (c) => relay(c.req.raw, { remoteAddr: { hostname: c.env.incoming.socket.remoteAddress ?? "" } }));
	const server = await new Promise<Server>((resolve) => {
		const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started as Server));
	});
	return urlOf(server);
};

export const HOSTS: Readonly<Record<string, Host>> = {
	"node:http": onNode,
	Express: onExpress,
	Fastify: onFastify,
	Hono: onHono,
};
