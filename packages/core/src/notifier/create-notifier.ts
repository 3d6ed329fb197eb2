import type { NotifierOptions } from "../options/options.ts";
import { resolveOptions } from "../options/resolve-options.ts";
import { createBooks } from "../outcome/books.ts";
import { createAlertId } from "./alert-id.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { createDoor } from "./door.ts";
import { createDrain } from "./drain.ts";
import type { NotifierHost } from "./host.ts";
import type { House } from "./house.ts";
import { createNewsroom } from "./newsroom.ts";
import type { Notifier } from "./notifier.ts";
import { openSwitchboard } from "./open-switchboard.ts";
import { createOwnEntry, type OwnMessage } from "./own-messages.ts";
import { probeTargets } from "./probe.ts";
import { createStormReport } from "./storm-report.ts";

/** How long `flush` and `close` take at most, unless told otherwise. */
const FLUSH_MS = 10_000;

/**
 * Builds a notifier on a platform. Adapters call this; programs call the `createNotifier` of their runtime's package.
 *
 * @throws DatError for wrong options, and for nothing else.
 */
export function createNotifier(given: NotifierOptions, host: NotifierHost): Notifier {
	const options = resolveOptions(given);
	const drain = createDrain(host.clock);
	const books = createBooks();
	const news = createNewsroom(given, host);
	const post = (message: OwnMessage): void => {
		drain.opened();
		switchboard.place(
			createOwnEntry(message, {
				id: createAlertId(host.random),
				elapsedMs: host.clock.elapsed(),
				books,
				onEnd: drain.closed,
			}),
		);
	};
	const house: House = { given, options, host, books, news, drain, post };
	const switchboard = openSwitchboard(house);
	const storms = createStormReport({ clock: host.clock, audit: options.audit, post });
	const door = createDoor({ ...house, storms, place: switchboard.place });
	if (options.enabled && options.targets.size === 0) {
		news.warn(
			"no-webhooks",
			"no webhook is set, so every alert will be dropped; set webhooks.alerts or DISCORD_WEBHOOK_ALERTS",
		);
	}

	const flush = async (timeoutMs = FLUSH_MS): Promise<boolean> => {
		storms.tell();
		await drain.wait(timeoutMs);
		return books.stats().pending === 0;
	};
	const close = async (timeoutMs?: number): Promise<boolean> => {
		door.close();
		const isSettled = await flush(timeoutMs);
		for (const lane of switchboard.lanes()) lane.close();
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
		probe: () => probeTargets(host, options),
		flush,
		close: closeOnce,
		stats: books.stats,
		[Symbol.asyncDispose]: async () => {
			await closeOnce();
		},
	};
}
