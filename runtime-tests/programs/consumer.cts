// As consumer.mts, from CommonJS.
import node = require("@dat/node");

const notifier = node.createNotifier({ webhooks: { alerts: "https://discord.com/api/webhooks/1/x" } });
export const receipt: node.Receipt = notifier.notify({ severity: "P0", title: "DB down" });
