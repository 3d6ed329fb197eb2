import { type Alert, keyOf } from "./alert.ts";

const MAX_KEYS = 10_000;

/** One key: when its alerts passed, how many were held back since it was last told, and when that is due. */
interface Storm {
	passes: number[];
	latest: Alert;
	held: number;
	dueMs: number;
}

/** The brake for storms: at most `max` alerts of a key in any window, and a count of what it held back. */
export class Throttle {
	readonly #storms = new Map<string, Storm>();

	constructor(readonly max: number, readonly windowMs: number) {}

	// #region throttle
	/** Whether the alert may pass. The window slides: a fixed one lets twice as many through at its edge. */
	passes(alert: Alert, nowMs: number): boolean {
		if (this.max === 0) return true;
		const storm = this.#stormOf(alert, nowMs);
		storm.passes = storm.passes.filter((at) => at > nowMs - this.windowMs);
		const [first = nowMs] = storm.passes;
		if (storm.passes.length < this.max) {
			storm.passes.push(nowMs);
			return true;
		}
		storm.latest = alert;
		storm.held++;
		storm.dueMs = Math.min(storm.dueMs, first + this.windowMs);
		return false;
	}

	/** What is to be told by now: the latest alert of each storm whose window has ended, and how many were held back. */
	tell(nowMs: number): { alert: Alert; count: number }[] {
		const due = [...this.#storms.values()].filter((storm) =>
			storm.held > 0 && storm.dueMs <= nowMs
		);
		return due.map((storm) => {
			const told = { alert: storm.latest, count: storm.held };
			storm.held = 0;
			storm.dueMs = Infinity;
			return told;
		});
	}
	// #endregion throttle

	/** When there is something to tell; Infinity when there is nothing. */
	get nextDueMs(): number {
		return this.#storms.values().reduce(
			(least, storm) => Math.min(least, storm.dueMs),
			Infinity,
		);
	}

	#stormOf(alert: Alert, nowMs: number): Storm {
		const key = keyOf(alert);
		const known = this.#storms.get(key);
		if (known) return known;
		if (this.#storms.size >= MAX_KEYS) this.#forget(nowMs);
		const storm = { passes: [], latest: alert, held: 0, dueMs: Infinity };
		this.#storms.set(key, storm);
		return storm;
	}

	/** Keys are bounded: the quiet are forgotten first, then the oldest. */
	#forget(nowMs: number): void {
		for (const [key, { held, passes }] of this.#storms) {
			const isQuiet = held === 0 &&
				(passes.at(-1) ?? 0) <= nowMs - this.windowMs;
			if (isQuiet) this.#storms.delete(key);
		}
		const [oldest] = this.#storms.keys();
		if (this.#storms.size >= MAX_KEYS && oldest !== undefined) {
			this.#storms.delete(oldest);
		}
	}
}
