// The storm brake: so many of a key in any window, the rest counted and told later.
const MOST_KEYS = 10_000;

/** "order 47111 failed" and "order 47112 failed" are one storm; "node 2" is not "node 3". */
export function keyOf({ key, severity, title }) {
	return (
		key ?? `${severity} ${title.replace(/\b(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{8,}|\d{4,})\b/gi, "#")}`
	);
}

/** A sliding window per key. `tell(alert, count)` hears what was held back once its window is over. */
export class Throttle {
	#keys = new Map();
	#max;
	#windowMs;
	#tell;

	constructor({ throttleMax, throttleWindowMs }, tell) {
		this.#max = throttleMax;
		this.#windowMs = throttleWindowMs;
		this.#tell = tell;
	}

	/** Whether the alert may pass. */
	admit(alert, now = performance.now()) {
		if (this.#max === 0) return true;
		const key = keyOf(alert);
		const state = this.#keys.get(key) ?? { passed: [], held: 0 };
		this.#keys.set(key, state);
		state.passed = state.passed.filter((at) => now - at < this.#windowMs);
		if (state.passed.length < this.#max) {
			state.passed.push(now);
			if (this.#keys.size > MOST_KEYS) this.#forgetOldest();
			return true;
		}
		state.held++;
		state.alert = alert;
		state.timer ??= setTimeout(() => this.#release(state), this.#windowMs);
		return false;
	}

	/** Tells at once what is held back. */
	close() {
		for (const state of this.#keys.values()) this.#release(state);
		this.#keys.clear();
	}

	#forgetOldest() {
		const [[key, state]] = this.#keys;
		this.#release(state);
		this.#keys.delete(key);
	}

	#release(state) {
		clearTimeout(state.timer);
		const { held, alert } = state;
		Object.assign(state, { held: 0, timer: undefined });
		if (held > 0) this.#tell(alert, held);
	}
}
