import {
	type Alert,
	createNotifier,
	type DatEvent,
	type FetchInit,
	type FetchResponse,
	type Notifier,
	type NotifierOptions,
	type Outcome,
	type Receipt,
	SEVERITIES,
	type Severity,
} from "@dat/core";
import { createVirtualClock, seededRandom, type VirtualClock } from "@dat/core/testing";
import { createSandbox, FAULTS, type Fault, type FaultName, type Sandbox, type WebhookHandle } from "@dat/sandbox";

/** One HTTP call, seen from outside core. */
export interface Call {
	readonly webhookId: string;
	readonly sentMs: number;
	answeredMs: number;
	status: number;
	readonly titles: readonly string[];
	readonly isUrgent: boolean;
	readonly body: string;
	/** What a 429 told, ms, and whether it concerns everybody. */
	toldMs: number;
	isForAll: boolean;
	fault: string | undefined;
	/** What the answer said of the bucket. */
	remaining: number | undefined;
	resetAtMs: number;
}

/** One alert, and how it ended. */
export interface Raised {
	readonly title: string;
	readonly severity: Severity;
	readonly raisedMs: number;
	readonly receipt: Receipt;
	readonly outcomes: Outcome[];
}

/** What happened in one simulated life of a notifier. */
export interface History {
	readonly seed: number;
	readonly calls: readonly Call[];
	readonly raised: readonly Raised[];
	readonly events: readonly DatEvent[];
	readonly sandbox: Sandbox;
	readonly webhooks: readonly WebhookHandle[];
	readonly notifier: Notifier;
	readonly options: NotifierOptions;
	readonly faultsUsed: readonly string[];
	/** The books did not add up at these times. */
	readonly unbalancedMs: readonly number[];
	readonly mostWaiting: number;
	readonly hasDrained: boolean;
}

const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];
const RUDE = "@everyone @here <@123456789012345678> <@&123456789012345678>";

/** Lives one seed: arrivals and faults first, then no faults and time enough to drain. */
export async function simulate(seed: number): Promise<History> {
	const random = seededRandom(seed);
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
	const clock = createVirtualClock();
	const sandbox = createSandbox({ now: clock.elapsed });
	const webhooks = ["alerts", "info", "dev", "audit"]
		.slice(0, 2 + Math.floor(random() * 3))
		.map((channel) => sandbox.createWebhook({ channel }));
	const calls: Call[] = [];
	const faultsUsed: string[] = [];
	const events: DatEvent[] = [];
	const outcomes = new Map<string, Outcome[]>();
	const options: NotifierOptions = {
		webhooks: Object.fromEntries(webhooks.map(({ channel, url }) => [channel, url("https://discord.com")])),
		queue: { max: pick([5, 20, 500]), maxTotal: pick([30, 10_000]) },
		coalesce: random() < 0.8,
		throttle: random() < 0.5 ? false : { max: 3 },
		pacing: random() < 0.8 ? {} : false,
		observer: (event) => events.push(event),
		onOutcome: (outcome) => outcomes.set(outcome.id, [...(outcomes.get(outcome.id) ?? []), outcome]),
	};
	const latencyMs = pick([1, 20, 150]);
	const fetch = createWire({ sandbox, clock, calls, latency: () => latencyMs * (0.5 + random()) });
	const notifier = createNotifier(options, { fetch, clock, random });
	const raised: Raised[] = [];
	const unbalancedMs: number[] = [];
	let mostWaiting = 0;
	const look = (): void => {
		const { raised: all, delivered, suppressed, dropped, pending } = notifier.stats();
		if (all !== delivered + suppressed + dropped + pending) unbalancedMs.push(clock.elapsed());
		mostWaiting = Math.max(mostWaiting, pending);
	};
	const raise = (severity: Severity, title: string): void => {
		const alert: Alert = { severity, title, description: RUDE, fields: { who: RUDE } };
		const receipt = notifier.notify(alert);
		const list = outcomes.get(receipt.id) ?? [];
		outcomes.set(receipt.id, list);
		raised.push({
			title,
			severity,
			raisedMs: clock.elapsed(),
			receipt,
			get outcomes() {
				return outcomes.get(receipt.id) ?? [];
			},
		});
	};

	const steps = 5 + Math.floor(random() * 25);
	for (let step = 0; step < steps; step++) {
		const burst = random() < 0.15 ? 40 : 1 + Math.floor(random() * 3);
		const isStorm = random() < 0.2;
		for (let index = 0; index < burst; index++)
			raise(
				pick(SEVERITIES),
				isStorm
					? "the same"
					: `alert ${String.fromCharCode(97 + (step % 26))}${"x".repeat(raised.length % 50)} n${raised.length}n`,
			);
		if (random() < 0.25) {
			const name = pick(FAULT_NAMES);
			if (!(name === "dead" && random() < 0.7)) {
				const fault: Fault = { ...FAULTS[name], name };
				const { id } = pick(webhooks);
				sandbox.script(id, ...Array.from({ length: 1 + Math.floor(random() * 4) }, () => fault));
				faultsUsed.push(name);
			}
		}
		if (random() < 0.1) clock.jump((random() - 0.5) * 7_200_000);
		await clock.advance(pick([0, 5, 300, 2500, 20_000]) * random());
		look();
	}
	for (const { id } of webhooks) sandbox.state.scripts.delete(id);
	await clock.drain(3 * 3_600_000);
	look();
	return {
		seed,
		calls,
		raised,
		events,
		sandbox,
		webhooks,
		notifier,
		options,
		faultsUsed,
		unbalancedMs,
		mostWaiting,
		hasDrained: notifier.stats().pending === 0,
	};
}

/** A network with latency between core and the sandbox, which keeps what passes. */
function createWire({
	sandbox,
	clock,
	calls,
	latency,
}: {
	readonly sandbox: Sandbox;
	readonly clock: VirtualClock;
	readonly calls: Call[];
	readonly latency: () => number;
}): (url: string, init: FetchInit) => Promise<FetchResponse> {
	const travel = (): Promise<void> => new Promise((resolve) => void clock.schedule(latency(), resolve));
	return async (url, init) => {
		const body = typeof init.body === "string" ? init.body : "";
		const embeds: { title?: string }[] = body === "" ? [] : (JSON.parse(body).embeds ?? []);
		const titles = embeds.map(({ title = "" }) => title);
		const call: Call = {
			webhookId: /webhooks\/(\d+)/.exec(url)?.[1] ?? "",
			sentMs: clock.elapsed(),
			answeredMs: Number.POSITIVE_INFINITY,
			status: 0,
			titles,
			isUrgent: titles.some((title) => title.includes("P0 ·")),
			body,
			toldMs: 0,
			isForAll: false,
			fault: undefined,
			remaining: undefined,
			resetAtMs: 0,
		};
		calls.push(call);
		await travel();
		try {
			const response = await sandbox.fetch(url, init as never);
			call.fault = sandbox.ledger.at(-1)?.fault;
			const text = await response.text();
			const askedMs = clock.elapsed();
			await travel();
			call.status = response.status;
			readLimits(call, { text, header: (name) => response.headers.get(name), askedMs });
			return { status: response.status, headers: response.headers, text: async () => text };
		} finally {
			call.answeredMs = clock.elapsed();
		}
	};
}

function readLimits(
	call: Call,
	{
		text,
		header,
		askedMs,
	}: { readonly text: string; readonly header: (name: string) => string | null; readonly askedMs: number },
): void {
	const remaining = header("x-ratelimit-remaining");
	if (remaining !== null) call.remaining = Number(remaining);
	call.resetAtMs = askedMs + Number(header("x-ratelimit-reset-after") ?? 0) * 1000;
	if (call.status !== 429 && call.fault !== "edge-block") return;
	const seconds = text.startsWith("{") ? (JSON.parse(text).retry_after ?? 0) : 0;
	const isBan = /1015|1010|being blocked/.test(text);
	call.isForAll = isBan || header("x-ratelimit-global") !== null;
	call.toldMs = isBan ? 3_600_000 : (seconds || Number(header("retry-after") ?? 1)) * 1000;
}
