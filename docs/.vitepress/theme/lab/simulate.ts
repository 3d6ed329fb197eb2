import type { Severity } from "@dat/core";
import { openDiscord } from "../discord/discord.ts";

/** What a reader can turn. */
export interface Knobs {
	/** Alerts a second. */
	readonly perSecond: number;
	/** How long they come, s. */
	readonly seconds: number;
	/** Equal alerts, or each with a key of its own. */
	readonly areEqual: boolean;
	/** Messages of the channel's window of 60 s; Discord has about 30. */
	readonly channelPerMinute: number;
}

/** One second of the simulation. */
export interface Moment {
	readonly second: number;
	readonly waiting: number;
	readonly messages: number;
	readonly limited: number;
}

/** What came of it. */
export interface SimulationResult {
	readonly moments: readonly Moment[];
	readonly raised: number;
	readonly delivered: number;
	readonly suppressed: number;
	readonly dropped: number;
	readonly messages: number;
	readonly limited: number;
	/** From `notify` to the 2xx of the P0 raised in the middle, ms. */
	readonly p0Ms: number | undefined;
	/** The longest any alert waited, ms. */
	readonly slowestMs: number;
}

const STEP_MS = 100;

/** After the last alert the rest of the queue may drain for so long. */
const DRAIN_S = 180;

/** Core itself against the sandbox, on a clock that only this function moves: a minute takes some ms. */
export async function simulate({ perSecond, seconds, areEqual, channelPerMinute }: Knobs): Promise<SimulationResult> {
	const { raise, advance, note, isDone, finish } = openStage(channelPerMinute);
	const p0AtMs = Math.round(seconds / 2) * 1000;
	const arrivals = createArrivals(perSecond);
	const toKey = (number: number): string => (areEqual ? "checkout" : `checkout ${number}`);
	for (let ms = 0; ms < (seconds + DRAIN_S) * 1000; ms += STEP_MS) {
		const isRaining = ms < seconds * 1000;
		if (ms % 1000 === 0) note();
		if (!isRaining && isDone()) break;
		if (ms === p0AtMs) raise("P0", "Payments down", P0_KEY);
		const arrived = isRaining ? arrivals() : [];
		for (const number of arrived) raise("P1", "Checkout failed", toKey(number));
		await advance(STEP_MS);
	}
	note();
	return finish();
}

const P0_KEY = "the one that matters";

/** A Discord, and what is written down of it. */
interface Stage {
	raise(severity: Severity, title: string, key: string): void;
	advance(ms: number): Promise<void>;
	/** Writes down this moment. */
	note(): void;
	isDone(): boolean;
	finish(): SimulationResult;
}

function openStage(channelPerMinute: number): Stage {
	const open = new Map<string, { readonly atMs: number; readonly key: string }>();
	const moments: Moment[] = [];
	let p0Ms: number | undefined;
	let slowestMs = 0;
	const { sandbox, notifier, clock } = openDiscord({
		pacing: { channelPerMinute: Math.max(5, channelPerMinute) },
		onOutcome: ({ id, status }) => {
			const { atMs = 0, key = "" } = open.get(id) ?? {};
			if (status !== "delivered") return;
			if (key === P0_KEY) p0Ms = clock.elapsed() - atMs;
			slowestMs = Math.max(slowestMs, clock.elapsed() - atMs);
		},
	});
	const countLimited = (): number => sandbox.ledger.filter(({ status }) => status === 429).length;
	return {
		raise: (severity, title, key) => {
			const { id } = notifier.notify({ severity, title, key });
			open.set(id, { atMs: clock.elapsed(), key });
		},
		advance: clock.advance,
		note: () => {
			const messages = sandbox.messages().length;
			moments.push({ second: moments.length, waiting: notifier.stats().pending, messages, limited: countLimited() });
		},
		isDone: () => notifier.stats().pending === 0,
		finish: () => {
			const { raised, delivered, suppressed, dropped } = notifier.stats();
			const { messages = 0, limited = 0 } = moments.at(-1) ?? {};
			return { moments, raised, delivered, suppressed, dropped, messages, limited, p0Ms, slowestMs };
		},
	};
}

/** The numbers of the alerts that arrive in one step; what a step has no whole alert for, the next ones have. */
function createArrivals(perSecond: number): () => readonly number[] {
	let owed = 0;
	let count = 0;
	return () => {
		owed += (perSecond * STEP_MS) / 1000;
		const whole = Math.floor(owed);
		owed -= whole;
		return Array.from({ length: whole }, () => ++count);
	};
}
