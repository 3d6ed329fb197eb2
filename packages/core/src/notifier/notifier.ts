import type { Alert } from "../alert/alert.ts";
import type { Stats } from "../outcome/books.ts";
import type { Outcome, Receipt } from "../outcome/outcome.ts";
import type { ProbeReport } from "./probe.ts";

/** How long `send` waits. */
export interface SendOptions {
	/** After this many ms it resolves with what is true then, `pending`; the alert goes on. Default: no limit but `maxAgeMs`. */
	readonly timeoutMs?: number;
	/** Ends the waiting, not the alert. */
	readonly signal?: AbortSignal;
}

/** Raises alerts. The same in every runtime. */
export interface Notifier {
	/**
	 * Raises an alert and returns at once. Never throws, whatever is given.
	 *
	 * @example
	 * notifier.notify({ severity: "P1", title: "Auth degraded", fields: { region: "ap-south-1" } });
	 */
	notify(alert: Alert): Receipt;
	/**
	 * Raises an alert and tells how it ended. Resolves, never rejects.
	 *
	 * @example
	 * const outcome = await notifier.send({ severity: "P0", title: "DB down" });
	 */
	send(alert: Alert, options?: SendOptions): Promise<Outcome>;
	/** The boot check: reads each webhook and posts nothing. */
	probe(): Promise<ProbeReport>;
	/** Sends what waits, throttle summaries included. `true` when every alert was settled within `timeoutMs` (default 10,000). */
	flush(timeoutMs?: number): Promise<boolean>;
	/** Flushes, then stops: what is left then is dropped as `closed`. `timeoutMs` as for `flush`. */
	close(timeoutMs?: number): Promise<boolean>;
	/** The books: `raised = delivered + suppressed + dropped + pending`, always. */
	stats(): Stats;
	/** `await using notifier = createNotifier()` closes it at the end of the block. */
	[Symbol.asyncDispose](): Promise<void>;
}
