import { type Alert, createNotifier, type NotifierOptions, type Outcome } from "@dat/core";
import { createVirtualClock, type VirtualClock } from "@dat/core/testing";
import { createSandbox } from "@dat/sandbox/engine";

/** A Discord in the page: the sandbox, a notifier of core in front of it, and a clock that only the page moves. */
export interface PageDiscord {
	readonly sandbox: ReturnType<typeof createSandbox>;
	readonly notifier: ReturnType<typeof createNotifier>;
	readonly clock: VirtualClock;
}

/** The channels of the page's Discord. */
export const CHANNELS = ["alerts", "info", "trades", "dev"] as const;

/** Opens a Discord whose time begins now. */
export function openDiscord(options: NotifierOptions = {}, startMs = Date.now()): PageDiscord {
	const clock = createVirtualClock(startMs);
	const sandbox = createSandbox({
		now: clock.now,
		sleep: (ms) => new Promise((resolve) => clock.schedule(ms, resolve)),
	});
	const webhooks = Object.fromEntries(
		CHANNELS.map((channel) => [channel, sandbox.createWebhook({ channel, name: "dat" }).url("https://discord.com")]),
	);
	const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
	const notifier = createNotifier(
		{ webhooks, ...options },
		{ fetch: sandbox.fetch, clock, random, userAgent: "dat-docs" },
	);
	return { sandbox, notifier, clock };
}

/** Sends one alert, in no real time. */
export async function deliver({ notifier, clock }: PageDiscord, alert: Alert): Promise<Outcome> {
	const sending = notifier.send(alert);
	await clock.drain(120_000);
	return sending;
}
