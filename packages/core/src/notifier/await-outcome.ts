import type { Outcome } from "../outcome/outcome.ts";
import type { Cancel, Clock } from "../platform/clock.ts";
import type { Raised } from "./door.ts";
import type { SendOptions } from "./notifier.ts";

/** Resolves with how the alert ended, or with what is true when the time is up or the signal fires. Never rejects. */
export function awaitOutcome(
	raise: (onOutcome: (outcome: Outcome) => void) => Raised,
	{ timeoutMs, signal }: SendOptions,
	clock: Clock,
): Promise<Outcome> {
	return new Promise((resolve) => {
		let cancel: Cancel = () => {};
		// Unknown while it is raised, when it may already end.
		let pending: Raised["pending"];
		const giveUp = (): void => {
			if (pending) done(pending());
		};
		const done = (outcome: Outcome): void => {
			cancel();
			signal?.removeEventListener("abort", giveUp);
			resolve(outcome);
		};
		pending = raise(done).pending;
		if (signal?.aborted) return giveUp();
		signal?.addEventListener("abort", giveUp, { once: true });
		if (timeoutMs !== undefined && pending) cancel = clock.schedule(Math.max(0, timeoutMs), giveUp);
	});
}
