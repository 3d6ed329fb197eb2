import { createNotifier, type DatEvent, type Notifier, type Outcome, type Severity } from "@dat/core";
import { createVirtualClock, seededRandom, type VirtualClock } from "@dat/core/testing";
import { createSandbox, type Fault, STANDING_FAULTS } from "@dat/sandbox";
import { createDisk } from "./disk.ts";
import type { Call, History, Life, Raised } from "./history.ts";
import { type Plan, SCRIPTED, type Step } from "./plan.ts";
import { createFetch } from "./wire.ts";

/** Everything that a person of bad intent could put into an alert. */
const RUDE = "@everyone @here <@123456789012345678> <@&123456789012345678>";
/** Long enough for every ban, back-off and age. */
const CALM_MS = 3 * 3_600_000;
/** A spool that was refused is left alone for 10 s. */
const DISK_PAUSE_MS = 10_000;

/** Lives a plan: first with its faults, then without any and with time enough to drain. */
export async function live(plan: Plan): Promise<History> {
	const random = seededRandom(plan.seed ^ 0x5eed);
	const clock = createVirtualClock();
	const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.schedule(ms, resolve));
	const sandbox = createSandbox({ now: clock.elapsed, limits: plan.limits, sleep });
	const webhooks = plan.channels.map((channel) => sandbox.createWebhook({ channel }));
	const disk = plan.hasSpool ? createDisk(clock) : undefined;
	const calls: Call[] = [];
	const lives: Life[] = [];
	const raised: Raised[] = [];
	const events: DatEvent[] = [];
	const warnings: string[] = [];
	const outcomes = new Map<string, Outcome[]>();
	const awaited = { asked: 0, resolved: 0 };
	const unbalancedMs: number[] = [];
	let mostWaiting = 0;
	let diskFailedMs = Number.NEGATIVE_INFINITY;

	const start = (): Notifier => {
		const life = lives.push({ startedMs: clock.elapsed(), diedMs: Number.POSITIVE_INFINITY }) - 1;
		const isDead = (): boolean => life !== lives.length - 1;
		const latency = (): number => plan.latencyMs * (0.5 + random());
		return createNotifier(
			{
				...plan.options,
				webhooks: Object.fromEntries(webhooks.map(({ channel, url }) => [channel, url("https://discord.com")])),
				observer: (event) => events.push(event),
				onOutcome: (outcome) => !isDead() && listOf(outcomes, outcome.id).push(outcome),
			},
			{
				fetch: createFetch({ sandbox, clock, calls, latency, life, isDead }),
				clock: mortal(clock, isDead),
				random,
				warn: (text) => warnings.push(text),
				spool: disk?.open((text) => warnings.push(text)),
			},
		);
	};
	let notifier = start();

	const note = (receipt: Raised["receipt"], severity: Severity, title: string): void => {
		raised.push({
			life: lives.length - 1,
			title,
			severity,
			raisedMs: clock.elapsed(),
			receipt,
			outcomes: listOf(outcomes, receipt.id),
			isKept: disk !== undefined && !disk.isFull && clock.elapsed() - diskFailedMs > DISK_PAUSE_MS,
		});
	};
	const write = (severity: Severity, title: string) =>
		({ severity, title, description: RUDE, fields: { who: RUDE } }) as const;
	const name = (isSame: boolean): string =>
		isSame ? "the same" : `alert ${"x".repeat(raised.length % 50)} n${raised.length}n`;
	const send = async ({ severity, timeoutMs }: Extract<Step, { type: "send" }>): Promise<void> => {
		const life = lives.length - 1;
		const title = name(false);
		const before = events.length;
		const sent = notifier.send(write(severity, title), { timeoutMs });
		note({ id: idOf(events.slice(before)), state: "queued" }, severity, title);
		awaited.asked++;
		await sent;
		if (life === lives.length - 1) awaited.resolved++;
	};
	const take = (step: Step): void => {
		switch (step.type) {
			case "raise":
				for (const severity of step.severities) {
					const title = name(step.isSame);
					note(notifier.notify(write(severity, title)), severity, title);
				}
				return;
			case "send":
				void send(step);
				return;
			case "fault": {
				const faults = step.names.map((each): Fault => ({ ...SCRIPTED[each], name: each }));
				sandbox.script(webhooks[step.webhook]?.id ?? "", ...faults);
				return;
			}
			case "stand":
				for (const each of Object.keys(STANDING_FAULTS)) sandbox.stand(each, undefined);
				if (step.name) {
					const fault = STANDING_FAULTS[step.name as keyof typeof STANDING_FAULTS];
					sandbox.stand(step.name, fault, step.webhook === undefined ? undefined : webhooks[step.webhook]?.id);
				}
				return;
			case "jump":
				clock.jump(step.ms);
				return;
			case "disk":
				if (disk) disk.isFull = step.isFull;
				return;
			case "kill":
				kill();
				return;
			case "flush":
				void notifier.flush(step.timeoutMs);
		}
	};
	const kill = (): void => {
		const dying = lives.at(-1);
		if (dying) dying.diedMs = clock.elapsed();
		// What waited for an answer will not get one.
		awaited.asked = awaited.resolved;
		notifier = start();
	};
	const look = (): void => {
		const { raised: all, delivered, suppressed, dropped, pending } = notifier.stats();
		if (all !== delivered + suppressed + dropped + pending) unbalancedMs.push(clock.elapsed());
		mostWaiting = Math.max(mostWaiting, pending);
	};

	for (const step of plan.steps) {
		take(step);
		await clock.advance(step.type === "wait" ? step.ms : 0);
		if (disk?.isFull) diskFailedMs = clock.elapsed();
		look();
	}
	for (const { id } of webhooks) sandbox.state.scripts.delete(id);
	take({ type: "stand", name: undefined, webhook: undefined });
	take({ type: "disk", isFull: false });
	await clock.advance(CALM_MS);
	look();
	const { pending } = notifier.stats();
	const leftInSpool = disk?.countLeft() ?? 0;
	const closed = notifier.close();
	await clock.advance(20_000);
	disk?.destroy();
	await clock.advance(60_000);
	return {
		plan,
		lives,
		calls,
		raised,
		events,
		warnings,
		ledger: sandbox.ledger,
		messages: sandbox.messages(),
		webhooks,
		awaited,
		unbalancedMs,
		mostWaiting,
		end: { stats: { pending }, hasClosed: await closed, leftInSpool, scheduled: clock.scheduled },
	};
}

/** A clock whose timers die with their process. */
function mortal(clock: VirtualClock, isDead: () => boolean): Pick<VirtualClock, "now" | "elapsed" | "schedule"> {
	const { now, elapsed } = clock;
	return { now, elapsed, schedule: (delayMs, run) => clock.schedule(delayMs, () => (isDead() ? undefined : run())) };
}

/** The id of the alert that was just sent: its outcome comes later. */
function idOf(events: readonly DatEvent[]): string {
	for (const event of events) {
		if (event.type === "raised") return event.id;
		if (event.type === "settled") return event.outcome.id;
	}
	return "";
}

function listOf(outcomes: Map<string, Outcome[]>, id: string): Outcome[] {
	const list = outcomes.get(id) ?? [];
	outcomes.set(id, list);
	return list;
}
