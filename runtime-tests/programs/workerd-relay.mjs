// A relay on Cloudflare Workers. What a request opens must not be used by another one, so each has its own notifier; the
// relay itself, with its limits and the ids it has seen, is one for all that reach this isolate.
import { AsyncLocalStorage } from "node:async_hooks";
import { createNotifier } from "@dat/core";
import { createRelay } from "@dat/core/relay";

const clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	schedule: (delayMs, run) => {
		const timer = setTimeout(run, delayMs);
		return () => clearTimeout(timer);
	},
};
const random = () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;

const here = new AsyncLocalStorage();
const relay = createRelay({
	notifier: {
		notify: (alert) => here.getStore().notify(alert),
		send: (alert, options) => here.getStore().send(alert, options),
	},
	origins: ["https://shop.example"],
	// Cloudflare sets it, and clients cannot.
	trustProxy: "cf-connecting-ip",
});

export default {
	async fetch(request, env, context) {
		const notifier = createNotifier(
			{ webhooks: { default: env.DISCORD_WEBHOOK } },
			{ fetch: (url, init) => fetch(url, init), clock, random },
		);
		const answer = await here.run(notifier, () => relay(request));
		context.waitUntil(notifier.close(20_000));
		return answer;
	},
};
