// @dat/core alone, on what every runtime has: fetch, timers, crypto.
import { createNotifier } from "@dat/core";

const clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	schedule: (delayMs, run) => {
		const timer = setTimeout(run, delayMs);
		return () => clearTimeout(timer);
	},
};
const random = () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;

/** Raises the alert and tells how it ended. */
export async function raise(webhook) {
	const notifier = createNotifier(
		{ webhooks: { alerts: webhook } },
		{ fetch, clock, random, userAgent: "runtime-tests" },
	);
	const outcome = await notifier.send({
		severity: "P1",
		title: "from a real runtime",
		description: `the webhook is ${webhook}`,
	});
	return JSON.stringify({ ...outcome, isFlushed: await notifier.flush(5000) });
}

if (typeof process !== "undefined" && process.env?.DISCORD_WEBHOOK)
	console.log(await raise(process.env.DISCORD_WEBHOOK));
