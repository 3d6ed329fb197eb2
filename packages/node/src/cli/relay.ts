import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createInbound, createRelay, type Relay } from "@dat/core/relay";
import { readFile } from "../host.ts";
import { createNotifier, type NodeNotifier } from "../notifier.ts";
import { type Command, EXIT, UsageError, type Words } from "./command.ts";
import { createRefusalLog } from "./refusal-log.ts";
import { naming, type RelayEnvironment, readRelayEnvironment } from "./relay-environment.ts";
import { createRelayServer } from "./relay-server.ts";

const HELP = `dat relay [--port N] [--host ADDRESS] [--spool PATH]: take alerts by HTTP; webhooks come from DISCORD_WEBHOOK_*

  --port N         default 8080; 0 takes a free one
  --host ADDRESS   default 127.0.0.1; 0.0.0.0 for all networks
  --spool PATH     keep what is not delivered in this file, over restarts

Each variable opens a path. Secrets may be in a file, named by the variable with _FILE behind it.

  DAT_RELAY_ORIGINS              POST /alerts        origins of pages, such as https://shop.example, by commas
  DAT_RELAY_ALERTMANAGER_TOKEN   POST /alertmanager  what comes as Authorization: Bearer …
  DAT_RELAY_GRAFANA_TOKEN        POST /grafana
  DAT_RELAY_UPTIME_KUMA_TOKEN    POST /uptime-kuma
  DAT_RELAY_GENERIC_TOKEN        POST /generic
  DAT_RELAY_GITHUB_SECRET        POST /github        what signs the payloads
  DAT_RELAY_STRIPE_SECRET        POST /stripe
                                 GET  /health        200 as long as it runs

  DAT_RELAY_TOKEN_KEY      asks pages for a token made with this key
  DAT_RELAY_CHANNELS       channels that pages may name, by commas
  DAT_RELAY_ALLOW_P0       1 lets pages raise a P0, which pings
  DAT_RELAY_TRUST_PROXY    how many proxies stand before it, or the header that yours sets

SIGTERM and SIGINT finish what was begun, deliver what waits for up to 10 s, and end. A second one ends at once.
Exit codes: 0 stopped with nothing left, 5 stopped with alerts not settled, 64 wrong usage.`;

const text = { type: "string" } as const;
const CLOSE_MS = 10_000;

/** `dat relay`. */
export const relay: Command = {
	help: HELP,
	options: { port: text, host: text, spool: text },
	run: async (words) => {
		const { port, host, spool } = readWords(words);
		const environment = readRelayEnvironment(process.env, readFile);
		const notifier = createNotifier(spool === undefined ? {} : { spool });
		const routes = createRoutes(environment, notifier);
		const { server, stop } = createRelayServer(routes);
		const stopped = stopSignal();
		server.listen(port, host);
		await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
			throw new UsageError(`cannot listen on ${host}:${port} (${error.code}); write another --port or --host`);
		});
		// Checked: a server that listens on a port has an address of this form.
		const { port: taken } = server.address() as AddressInfo;
		say(`listens on http://${host.includes(":") ? `[${host}]` : host}:${taken} for ${[...routes.keys()].join(", ")}`);
		say(`${await stopped}: finishes what was begun`);
		await stop();
		return (await notifier.close(CLOSE_MS)) ? EXIT.ok : EXIT.pending;
	},
};

interface Place {
	readonly port: number;
	readonly host: string;
	readonly spool: string | undefined;
}

function readWords({ values, positionals }: Words): Place {
	if (positionals.length > 0) throw new UsageError("dat relay takes no words of its own; see dat relay --help");
	// Checked: all three are declared as texts.
	const { port = "8080", host = "127.0.0.1", spool } = values as Record<string, string | undefined>;
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageError("--port is none; write 0 to 65535");
	return { port: Number(port), host, spool };
}

function createRoutes({ pages, sources, trustProxy }: RelayEnvironment, notifier: NodeNotifier): Map<string, Relay> {
	const common = { notifier, trustProxy, onRefused: createRefusalLog(say) };
	const routes = new Map<string, Relay>();
	naming("DAT_RELAY_*", () => {
		if (pages) routes.set("/alerts", createRelay({ ...common, ...pages }));
		for (const source of sources) routes.set(`/${source.name}`, createInbound({ ...common, source }));
	});
	return routes;
}

/** The first signal to stop. The second finds nobody listening but the notifier, which flushes and lets it end the process. */
function stopSignal(): Promise<string> {
	return Promise.race((["SIGTERM", "SIGINT"] as const).map((signal) => once(process, signal).then(() => signal)));
}

function say(line: string): void {
	process.stderr.write(`dat relay: ${line}\n`);
}
