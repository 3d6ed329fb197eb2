// Compiled, never run: what users write with the published types.

import { createNotifier as createCore } from "@dat/core";
import { createVirtualClock, fixedRandom, scriptedFetch } from "@dat/core/testing";
import { type Alert, createNotifier, type Notifier, type Outcome, parseWebhookUrl } from "@dat/node";

const alert: Alert = { severity: "P1", title: "Auth degraded", fields: { region: "ap-south-1" } };
export const tell = (outcome: Outcome): string =>
	outcome.status === "delivered" ? outcome.id : `${outcome.status}: ${outcome.id}`;

await using notifier = createNotifier({ username: "checkout" });
notifier.notify(alert);
tell(await notifier.send(alert, { timeoutMs: 1000, signal: new AbortController().signal }));

export const parsed = parseWebhookUrl("https://discord.com/api/webhooks/1/x");
export const core: Notifier = createCore(
	{},
	{ fetch: scriptedFetch(), clock: createVirtualClock(), random: fixedRandom() },
);
