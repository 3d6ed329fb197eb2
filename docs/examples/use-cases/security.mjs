// Failed logins from an auth log on stdin: one alert per address and minute, however many there are.
import { createInterface } from "node:readline";
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ username: "gatekeeper", throttle: { max: 1, windowMs: 60_000 } });
for await (const line of createInterface({ input: process.stdin })) {
	const [, user, address] = /Failed password for (?:invalid user )?(\S+) from (\S+)/.exec(line) ?? [];
	if (address)
		notifier.notify({ severity: "P2", title: "Failed login", fields: { user, address }, key: `login ${address}` });
	if (/Accepted \S+ for root from/.test(line))
		notifier.notify({ severity: "P0", title: "root logged in", description: line });
}
await notifier.close();
