import type { Notifier } from "@dat/node";
import type { Sandbox } from "@dat/sandbox";
import { CALM, GENUINE, stormAlert } from "./alerts.ts";

const STORM = 10_000;

/** What the storm did to the one alert that mattered. */
export interface StormResult {
	/** From `notify` to the sandbox's 2xx, ms. */
	readonly p0Ms: number;
	readonly raiseMs: number;
}

/** A quiet morning: one alert of each kind. */
export async function playCalm(notifier: Notifier): Promise<void> {
	await Promise.all(CALM.map((alert) => notifier.send(alert, { timeoutMs: 30_000 })));
}

/** 10,000 equal errors, and a genuine P0 in the middle of them. */
export async function playStorm(notifier: Notifier, sandbox: Sandbox): Promise<StormResult> {
	const startedMs = performance.now();
	let raisedMs = 0;
	const arrived = new Promise<number>((resolve) => {
		const stop = sandbox.onRequest(({ status, body }) => {
			if (status >= 300 || !JSON.stringify(body ?? "").includes(GENUINE.title)) return;
			stop();
			resolve(performance.now());
		});
	});
	for (let index = 0; index < STORM; index++) {
		if (index === STORM / 2) {
			raisedMs = performance.now();
			notifier.notify(GENUINE);
		}
		notifier.notify(stormAlert(index));
	}
	const raiseMs = performance.now() - startedMs;
	return { p0Ms: (await arrived) - raisedMs, raiseMs };
}
