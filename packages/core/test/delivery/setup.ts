import { createNotifier, type FetchLike, type Notifier, type NotifierOptions, type Outcome } from "@dat/core";
import type { Spool } from "@dat/core/adapter";
import { createRecorder, createVirtualClock, fixedRandom, type Recorder, type VirtualClock } from "@dat/core/testing";
import { createSandbox, type Sandbox, type SandboxLimits, type WebhookHandle } from "@dat/sandbox";

/** A notifier in front of a sandbox, on a virtual clock. */
export interface Setup {
	readonly clock: VirtualClock;
	readonly sandbox: Sandbox;
	readonly notifier: Notifier;
	readonly recorder: Recorder;
	readonly webhooks: Readonly<Record<string, WebhookHandle>>;
	readonly outcomes: Outcome[];
	readonly warnings: string[];
	/** When each request of a channel arrived, ms from the start. */
	arrivals(channel: string): number[];
	/** Titles that arrived in a channel, in order. */
	titles(channel: string): string[];
}

/** How the world is. */
export interface SetupOptions extends NotifierOptions {
	readonly channels?: readonly string[];
	readonly limits?: Partial<SandboxLimits>;
	/** One way, ms. Default 0. */
	readonly latencyMs?: number;
	readonly testRunner?: string;
	readonly reloadWebhook?: (channel: string) => string | undefined;
	readonly spool?: Spool;
	/** All ids are equal without it. */
	readonly createId?: () => string;
}

/** Builds the world of one test. */
export function setup({
	channels = ["alerts", "info"],
	limits = {},
	latencyMs = 0,
	testRunner,
	reloadWebhook,
	spool,
	createId,
	...options
}: SetupOptions = {}): Setup {
	const clock = createVirtualClock();
	const sandbox = createSandbox({ now: clock.elapsed, limits });
	const handles = channels.map((channel) => sandbox.createWebhook({ channel }));
	const recorder = createRecorder();
	const outcomes: Outcome[] = [];
	const warnings: string[] = [];
	const travel = (): Promise<void> =>
		latencyMs === 0 ? Promise.resolve() : new Promise((resolve) => void clock.schedule(latencyMs, resolve));
	const fetch: FetchLike = async (url, init) => {
		await travel();
		const response = await sandbox.fetch(url, init);
		await travel();
		return response;
	};
	const notifier = createNotifier(
		{
			webhooks: Object.fromEntries(handles.map(({ channel, url }) => [channel, url("https://discord.com")])),
			observer: recorder.observer,
			onOutcome: (outcome) => outcomes.push(outcome),
			...options,
		},
		{
			fetch,
			clock,
			random: fixedRandom(0.5),
			warn: (text) => warnings.push(text),
			testRunner,
			reloadWebhook,
			spool,
			createId,
		},
	);
	const webhooks = Object.fromEntries(handles.map((handle) => [handle.channel, handle]));
	return {
		clock,
		sandbox,
		notifier,
		recorder,
		webhooks,
		outcomes,
		warnings,
		arrivals: (channel) => sandbox.ledger.filter((entry) => entry.channel === channel).map(({ atMs }) => atMs),
		titles: (channel) =>
			sandbox
				.messages(channel)
				.flatMap(({ body }) =>
					(body["embeds"] as { title?: string }[]).map(({ title = "" }) => title.replace(/^\S+ \S+ · /, "")),
				),
	};
}

/** A distinct P2. */
export function distinct(index: number): {
	readonly severity: "P2";
	readonly title: string;
	readonly description: string;
	readonly key: string;
} {
	return { severity: "P2", title: `alert ${index}`, description: "x".repeat(300), key: `k${index}` };
}
