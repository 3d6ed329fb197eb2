import type { NotifierOptions } from "../options/options.ts";
import { resolveOptions } from "../options/resolve-options.ts";
import { createBooks, type Stats } from "../outcome/books.ts";
import { awaitOutcome } from "./await-outcome.ts";
import type { Carrier, OpenCarrier } from "./carrier.ts";
import { createDoor, type Door } from "./door.ts";
import { isGuardedTarget } from "./guard.ts";
import type { NotifierHost } from "./host.ts";
import { createNewsroom } from "./newsroom.ts";
import type { Notifier } from "./notifier.ts";
import { createOverflowReport } from "./overflow-report.ts";
import { replaySpool } from "./replay-spool.ts";
import { createStormReport } from "./storm-report.ts";

/** A notifier, and what its adapter needs at the end of a process. */
export interface OpenedNotifier extends Notifier {
	/** As `flush`, but blocks the thread, for moments after which nothing asynchronous will run. */
	flushSync(timeoutMs: number): boolean;
}

/** How long `flush` and `close` take at most, unless told otherwise. */
const FLUSH_MS = 10_000;

/**
 * Builds a notifier on a platform, with a carrier of the adapter's own.
 *
 * @throws DatError for wrong options, and for nothing else.
 */
export function openNotifier(given: NotifierOptions, host: NotifierHost, openCarrier: OpenCarrier): OpenedNotifier {
	const options = resolveOptions(given);
	const books = createBooks();
	const news = host.news ?? createNewsroom(given, host);
	const house = { given, options, host, books, news };
	const isGuarded = (webhook: string): boolean => isGuardedTarget(house, options.targets.get(webhook));
	const carrier: Carrier = openCarrier({
		...house,
		settled: (outcome, severity) => door.settled(outcome, severity),
	});
	const storms = createStormReport({ ...options, clock: host.clock, post: carrier.post });
	const overflows = createOverflowReport(host.clock, options.audit, carrier.post);
	const tellHeldBack = (): void => {
		storms.tell();
		overflows.tell();
	};
	const door: Door = createDoor({ ...house, storms, overflows, carrier, isGuarded });
	if (options.enabled && options.targets.size === 0) {
		news.warn("no-webhooks", "no webhook is set, all alerts are lost; set webhooks.alerts or DISCORD_WEBHOOK_ALERTS");
	}
	const stopReplay = replaySpool({ ...house, carrier, isGuarded });

	const stats = (): Stats => {
		carrier.collect();
		return books.stats();
	};
	const flush = async (timeoutMs = FLUSH_MS): Promise<boolean> => {
		tellHeldBack();
		await carrier.drain(timeoutMs);
		return stats().pending === 0;
	};
	const flushSync = (timeoutMs: number): boolean => {
		tellHeldBack();
		carrier.drainSync(timeoutMs);
		return stats().pending === 0;
	};
	const close = async (timeoutMs?: number): Promise<boolean> => {
		door.close();
		stopReplay();
		const isSettled = await flush(timeoutMs);
		await carrier.close();
		return isSettled;
	};
	let closing: Promise<boolean> | undefined;
	const closeOnce: Notifier["close"] = (timeoutMs) => {
		closing ??= close(timeoutMs);
		return closing;
	};
	return {
		notify: (alert) => door.raise(alert).receipt,
		send: (alert, sendOptions = {}) => awaitOutcome((tell) => door.raise(alert, tell), sendOptions, host.clock),
		probe: carrier.probe,
		flush,
		flushSync,
		close: closeOnce,
		stats,
		[Symbol.asyncDispose]: async () => {
			await closeOnce();
		},
	};
}
