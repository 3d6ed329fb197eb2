// What the pages of patterns show, run by docs/test/examples.test.ts against a local Discord.
import { createNotifier } from "@dat/node";

const notifier = createNotifier();
const order = { id: 47_111 };
const error = new Error("card_declined");

// #region fire-and-forget
notifier.notify({ severity: "P1", title: "Refund failed", error, fields: { order: order.id } }); // returns at once
// #endregion fire-and-forget

// #region throttle
for (let index = 0; index < 10_000; index++)
	notifier.notify({ severity: "P1", title: `Order ${47_000 + index} failed` });
notifier.notify({ severity: "P1", title: "Shard 7 of 12 is slow", key: "slow shard 7" }); // a key of your own
// #endregion throttle

// #region back-off
const outcome = await notifier.send({ severity: "P1", title: "Replica lag" }, { timeoutMs: 30_000 });
if (outcome.status === "pending") console.log("Discord has told to wait; it is sent when that is over");
// #endregion back-off

// #region audit
const audited = createNotifier({ audit: "audit" }); // the default where DISCORD_WEBHOOK_AUDIT is set
audited.notify({ severity: "P2", title: "Disk 91 % full" }); // in info; one line in audit says that it was delivered
// #endregion audit

// #region colours
for (const severity of ["P0", "P1", "P2", "P3", "DEV"]) notifier.notify({ severity, title: "Look at my colour" });
// #endregion colours

// #region everyone
notifier.notify({ severity: "P0", title: "Payments down" }); // pings @everyone, once per key in ten minutes
notifier.notify({ severity: "P0", title: "Canary failed", mention: { role: "145000000000000001" } }); // those on call
createNotifier({ p0Mention: { role: "145000000000000001" } }); // or for all
// #endregion everyone

// #region allowed-mentions
notifier.notify({ severity: "P2", title: "New user: @everyone", description: "<@&145000000000000001> wake up" });
// arrives as it is typed, and pings nobody: allowed_mentions is { "parse": [] }
// #endregion allowed-mentions

// #region secrets
notifier.notify({ severity: "P1", title: `POST ${process.env.DISCORD_WEBHOOK} failed` }); // …/webhooks/123/[redacted]
console.log(notifier, JSON.stringify(notifier)); // no URL in it
// #endregion secrets

// #region boot-check
const { channels, p0Mention } = await notifier.probe();
const dead = Object.entries(channels).filter(([, { status }]) => status === "dead");
if (dead.length > 0) throw new Error(`webhooks are dead: ${dead.map(([channel]) => channel)}`);
console.log(`a P0 would ping ${p0Mention}`);
// #endregion boot-check

// #region test-guard
const guarded = createNotifier({ webhooks: { default: process.env.DISCORD_WEBHOOK ?? "" } });
const receipt = guarded.notify({ severity: "P1", title: "From a test" });
console.log(receipt.state); // under vitest, jest or node --test, and with a real Discord URL: "suppressed"
// #endregion test-guard

// #region threads
notifier.notify({ severity: "P1", title: "Replica lag", thread: { id: "145000000000000002" } }); // into a thread
createNotifier({ webhooks: { alerts: { url: process.env.DISCORD_WEBHOOK ?? "", threadId: "145000000000000002" } } });

// #endregion threads

// #region not-a-bot
import { createWebhookClient } from "@dat/node";

const webhook = createWebhookClient(process.env.DISCORD_WEBHOOK ?? "");
const sent = await webhook.execute({ content: "Deploy 1.4.2 begins" }, { wait: true });
if (sent.ok) await webhook.edit(sent.body.id, { content: "Deploy 1.4.2 is done" });
// #endregion not-a-bot

for (const each of [notifier, audited, guarded]) await each.close();
