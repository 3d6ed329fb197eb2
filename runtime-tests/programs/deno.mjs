// Written as a user would: a secret in the text, the outcome printed, everything about the notifier too.
import { createNotifier } from "@dat/deno";

const notifier = createNotifier({ queue: { thread: Deno.args[0] === "thread" } });
const outcome = await notifier.send({
	severity: "P1",
	title: "from a real runtime",
	description: `the webhook is ${Deno.env.get("DISCORD_WEBHOOK")}`,
});
console.log(
	JSON.stringify({ ...outcome, isFlushed: await notifier.flush(5000) }),
	Deno.inspect(notifier, { depth: 9 }),
);
await notifier.close();
