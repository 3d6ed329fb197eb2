// A relay for web pages and for Alertmanager, with `Deno.serve`:
// deno run --allow-net --allow-env=DISCORD_WEBHOOK,ALERTMANAGER_TOKEN,PORT relay.ts
import { alertmanager, createInbound, createRelay, type Relay } from "@dat/core/relay";
import { createNotifier } from "@dat/deno";

// The server below ends by itself, and closes the notifier last.
const notifier = createNotifier({ flushOnExit: false });
const routes: Readonly<Record<string, Relay>> = {
	"/alerts": createRelay({ notifier, origins: ["https://shop.example"] }),
	"/alertmanager": createInbound({
		notifier,
		source: alertmanager({ token: Deno.env.get("ALERTMANAGER_TOKEN") ?? "" }),
	}),
};

const server = Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8080) }, (request, info) => {
	const { pathname } = new URL(request.url);
	if (pathname === "/health") return Response.json({ status: "ok" });
	// `info` tells the address of the connection, by which requests are limited.
	return routes[pathname]?.(request, info) ?? new Response(null, { status: 404 });
});

for (const signal of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(signal, () => void server.shutdown());
await server.finished;
await notifier.close(10_000);
Deno.exit();
