import type { Cancel, Clock } from "../platform/clock.ts";

/** Counts what is under way and tells when nothing is. */
export interface Drain {
	opened(): void;
	closed(): void;
	/** Resolves when nothing is under way, or after `timeoutMs`. */
	wait(timeoutMs: number): Promise<void>;
}

/** Nothing is under way. `onIdle` hears, at once, when that is so again. */
export function createDrain(clock: Clock, onIdle: () => void = () => {}): Drain {
	const waiting = new Set<() => void>();
	let open = 0;
	return {
		opened: () => {
			open++;
		},
		closed: () => {
			open--;
			if (open > 0) return;
			for (const done of waiting) done();
			onIdle();
		},
		wait: (timeoutMs) =>
			new Promise((resolve) => {
				let cancel: Cancel = () => {};
				const done = (): void => {
					cancel();
					waiting.delete(done);
					resolve();
				};
				waiting.add(done);
				if (open === 0) done();
				else cancel = clock.schedule(timeoutMs, done);
			}),
	};
}
