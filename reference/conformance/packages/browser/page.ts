// Runs in the page.
import { createNotifier } from "@dat/browser/direct";
import type { Notifier, NotifierOptions } from "@dat/node";
import { type Commands, createCommands } from "../commands.ts";

declare global {
	var driven: Commands;
	var begin: (defaults: NotifierOptions) => void;
}

const reach = globalThis.fetch;
let probes = 0;

/**
 * Whether it may read the answers a page finds out by a GET of the webhook. The kit's answers are for the alerts, and one that
 * is broken on purpose would be used up by that; so it is answered here, except while the webhooks are probed.
 */
globalThis.fetch = (input, init) =>
	init?.method === "GET" && probes === 0 ? Promise.resolve(new Response()) : reach(input, init);

function create(options: NotifierOptions): Notifier {
	const notifier = createNotifier({ ...options, dangerouslyExposeWebhook: true });
	const probe: Notifier["probe"] = () => {
		probes++;
		return notifier.probe().finally(() => probes--);
	};
	return { ...notifier, probe };
}

/** An error as the console shows it, anything else by all that can be read of it. */
function inspect(value: unknown): string {
	if (value instanceof Error) return `${value.stack} ${inspect(value.cause)} ${JSON.stringify(value)}`;
	return typeof value === "object" && value !== null ? Object.entries(value).join(" ") : String(value);
}

globalThis.begin = (defaults) => {
	globalThis.driven = createCommands({ name: "@dat/browser", create, inspect, defaults });
};
