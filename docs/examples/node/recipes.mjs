// What the Node recipe shows, run by docs/test/examples.test.ts against a local Discord.
// #region send
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ username: "checkout" }); // webhooks from DISCORD_WEBHOOK_* unless given

notifier.notify({ severity: "P1", title: "Auth degraded", fields: { region: "ap-south-1", p99: "2.4 s" } });

const outcome = await notifier.send({ severity: "P0", title: "DB down", error: new Error("connect ECONNREFUSED") });
if (outcome.status !== "delivered") console.error(outcome);
// #endregion send

// #region route
notifier.notify({ severity: "P2", title: "Disk 91 % full" }); // yellow, to info
notifier.notify({ severity: "P3", title: "BTC bought", trade: true }); // blue, to trades
notifier.notify({ severity: "DEV", title: "Cache rebuilt" }); // grey, to dev
notifier.notify({ severity: "P1", title: "Refund queue stuck", channel: "payments" }); // to a channel of your own
// #endregion route

// #region queue
const bounded = createNotifier({
	queue: { max: 500, maxTotal: 10_000 }, // per channel and in all; a full one gives up the least severe, the oldest first
	maxAgeMs: 5 * 60_000, // what could not be sent by then is dropped as expired
	observer: (event) => {
		if (event.type === "settled" && event.outcome.status === "dropped") console.error(event.outcome.reason);
	},
});
// #endregion queue

// #region throttle
const throttled = createNotifier({ throttle: { max: 3, windowMs: 60_000 } });
for (let order = 47_000; order < 57_000; order++) throttled.notify({ severity: "P1", title: `Order ${order} failed` }); // one key: numbers are masked
// three are sent now, and one summary tells the other 9,997
// #endregion throttle

// #region backoff
const patient = createNotifier({
	retry: {
		rateLimitRetries: 5, // a 429: waits as long as told, plus 50 ms
		maxAttempts: 5, // 5xx and the network: 1 s doubling to 30 s, with full jitter
	},
});
// #endregion backoff

// #region audit
createNotifier({ audit: "audit" }); // the default, where DISCORD_WEBHOOK_AUDIT is set: one line per alert with how it ended
createNotifier({ audit: false });
// #endregion audit

// #region mentions
notifier.notify({ severity: "P1", title: "Replica lag", mention: { role: "145000000000000001" } }); // that role, nobody else
notifier.notify({ severity: "P0", title: "Canary failed", mention: [] }); // a P0 that pings nobody
notifier.notify({ severity: "P2", title: "Comment: hello @everyone" }); // text pings nobody, ever
// #endregion mentions

// #region secrets
createNotifier({ scrub: [/customer-\d+/g] }); // besides webhooks, tokens, keys and passwords in URLs
console.log(notifier); // shows no URL, no token
// #endregion secrets

// #region boot-check
const report = await notifier.probe(); // a GET per webhook; posts nothing
for (const [channel, { status, detail }] of Object.entries(report.channels)) console.log(channel, status, detail);
// #endregion boot-check

for (const each of [notifier, bounded, throttled, patient]) await each.close();
