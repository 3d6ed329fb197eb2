// Written as a user would: a secret in the text, the outcome printed, everything about the notifier too.
import { inspect } from "node:util";
import { createNotifier } from "@dat/node";

const notifier = createNotifier({ queue: { thread: process.argv[2] !== "no-thread" } });
const outcome = await notifier.send({
	severity: "P1",
	title: "from a real runtime",
	description: `the webhook is ${process.env.DISCORD_WEBHOOK}`,
});
console.log(JSON.stringify({ ...outcome, isFlushed: await notifier.flush(5000) }), inspect(notifier, { depth: 9 }));
await notifier.close();
