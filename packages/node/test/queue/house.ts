import type { Alert, DatEvent, NodeNotifier, NodeNotifierOptions } from "@dat/node";
import { createNotifier } from "@dat/node";
import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import { onTestFinished } from "vitest";

/** A notifier with a thread, and the Discord that it sends to. */
export interface House {
	readonly sandbox: Sandbox;
	readonly notifier: NodeNotifier;
	readonly events: DatEvent[];
	readonly fault: (...faults: Parameters<Sandbox["script"]>[1][]) => void;
}

/** Closed when the test ends. */
export async function setup(options: NodeNotifierOptions = {}): Promise<House> {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const events: DatEvent[] = [];
	const notifier = createNotifier({
		webhooks: { default: webhook.url(server.url) },
		pacing: false,
		flushOnExit: false,
		observer: (event) => void events.push(event),
		...options,
	});
	onTestFinished(async () => void (await notifier.close(1)));
	return { sandbox, notifier, events, fault: (...faults) => sandbox.script(webhook.id, ...faults) };
}

/** Of the alerts that arrived, in the order of arrival. */
export function titles(sandbox: Sandbox): string[] {
	return sandbox
		.messages()
		.flatMap(({ body }) => ((body["embeds"] ?? []) as { title: string }[]).map(({ title }) => title));
}

/** An alert that no other is throttled with. */
export function numbered(index: number, more: Partial<Alert> = {}): Alert {
	return { severity: "P1", title: `alert ${index}`, key: `key ${index}`, ...more };
}

/** What was warned of. */
export function warnings(events: readonly DatEvent[]): string[] {
	return events.flatMap((event) => (event.type === "warning" ? event.text : []));
}
