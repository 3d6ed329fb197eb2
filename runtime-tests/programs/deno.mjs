// Written as a user would: a secret in the text, the outcome printed, everything about the notifier too.
import { createNotifier } from "@dat/deno";

const [way] = Deno.args;
const notifier = createNotifier({ queue: { thread: way === "thread" } });

async function raise() {
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
}

if (way === "cron") Deno.cron("every minute", "* * * * *", () => raise().finally(() => Deno.exit()));
else await raise();
