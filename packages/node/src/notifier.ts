import type { Notifier } from "@dat/core";
import { createCarrier, type OpenCarrier, openNotifier, readEnvironment } from "@dat/core/adapter";
import { createPublishedNews } from "./diagnostics.ts";
import { crashAlert } from "./exit/crash-alert.ts";
import { createLastFlush } from "./exit/last-flush.ts";
import { mournAtEnd } from "./exit/process-end.ts";
import { createHost, findTestRunner, readFile } from "./host.ts";
import { keepAlive } from "./keep-alive.ts";
import { type NodeNotifierOptions, splitOptions } from "./options.ts";
import { openThreadCarrier } from "./queue/thread-carrier.ts";
import { openSpool } from "./spool/open-spool.ts";
import { recorder, recordInto } from "./testing/recorder.ts";

/** What Node adds to a notifier. */
export interface NodeNotifier extends Notifier {
	/**
	 * As `flush`, but blocks this thread meanwhile, for moments after which nothing asynchronous will run. Without a thread
	 * of its own the notifier cannot send then, and this only tells whether all is settled.
	 */
	flushSync(timeoutMs?: number): boolean;
}

const FLUSH_SYNC_MS = 10_000;

/**
 * A notifier for Node. Webhooks come from `DISCORD_WEBHOOK_*` unless given; options win over the environment.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createNotifier({ username: "checkout" });
 * notifier.notify({ severity: "P1", title: "Auth degraded" });
 */
export function createNotifier(given: NodeNotifierOptions = {}): NodeNotifier {
	const [settings, options] = splitOptions(given);
	const host = createHost(settings.host);
	const warn = (text: string): void => host.warn?.(text);
	const { problems, webhooks, ...environment } = readEnvironment(process.env, readFile);
	for (const problem of problems) warn(problem);
	const spool = settings.spool === undefined ? undefined : openSpool(settings.spool, warn);
	const openCarrier: OpenCarrier = (world) => {
		if (!settings.thread) return createCarrier(world);
		const carrier = openThreadCarrier(world, { spool: settings.spool, fallback: createCarrier });
		if (settings.warmup) carrier.warmUp();
		return carrier;
	};
	const notifier = openNotifier(
		{ ...environment, ...options, webhooks: options.webhooks ?? webhooks },
		{ ...host, spool, news: createPublishedNews(options, host) },
		openCarrier,
	);
	const stop = mournAtEnd({
		...createLastFlush(notifier, settings.flushOnExitMs, warn),
		onCrash: settings.captureExceptions
			? (error) => void notifier.notify(crashAlert(error, spool?.isUsable() === true))
			: undefined,
	});
	const close: Notifier["close"] = (timeoutMs) =>
		keepAlive(notifier.close(timeoutMs)).finally(() => {
			stop();
			spool?.close();
		});
	const send: Notifier["send"] = (alert, sendOptions) => keepAlive(notifier.send(alert, sendOptions));
	const ways = { notify: notifier.notify, send };
	return {
		...notifier,
		...(findTestRunner() === undefined ? ways : recordInto(recorder().alerts, ways)),
		flush: (timeoutMs) => keepAlive(notifier.flush(timeoutMs)),
		flushSync: (timeoutMs = FLUSH_SYNC_MS) => notifier.flushSync(timeoutMs),
		close,
		[Symbol.asyncDispose]: async () => void (await close()),
	};
}
