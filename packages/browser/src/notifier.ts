import type { Notifier, Outcome } from "@dat/core";
import { awaitOutcome, createAlertId, createBooks, createNewsroom, type Raised } from "@dat/core/adapter";
import { createClock } from "./clock.ts";
import { createDispatch, type Dispatch } from "./delivery/dispatch.ts";
import { createEntry } from "./delivery/entry.ts";
import { createRelayAddress } from "./delivery/relay-address.ts";
import { createDoor } from "./door.ts";
import { createHeldBack } from "./held-back.ts";
import type { House } from "./house.ts";
import { createLedger } from "./ledger.ts";
import { type BrowserNotifierOptions, resolveOptions } from "./options.ts";
import { addEndpoint } from "./own-endpoints.ts";
import { probeRelay } from "./probe.ts";
import { createRandom } from "./random.ts";

/** How long `flush` and `close` take at most, unless told otherwise. */
const FLUSH_MS = 10_000;

/**
 * A notifier for a page, a worker or a service worker, that raises alerts through a relay. While the page lives outcomes
 * come back; what is left when it is hidden or closed goes by `sendBeacon`.
 *
 * @throws DatError for wrong options.
 * @example
 * const notifier = createNotifier({ relay: "/alerts" });
 * notifier.notify({ severity: "P1", title: "Checkout failed", fields: { step: "payment" } });
 */
export function createNotifier(given: BrowserNotifierOptions): Notifier {
	const house = openHouse(given);
	const { settings, clock, random, news, ledger } = house;
	addEndpoint(settings.relay);
	const address = createRelayAddress(settings.relay, settings.token);
	const heldBack = createHeldBack(clock, (alert) => {
		dispatch.take(createEntry({ id: createAlertId(random), raisedAtMs: clock.now(), alert }, { isSummary: true }));
	});
	const door = createDoor(settings, clock, heldBack.add);
	const dispatch: Dispatch = createDispatch(house, address, heldBack.tell);

	const raise = (input: unknown, tell?: (outcome: Outcome) => void): Raised => {
		const id = createAlertId(random);
		ledger.raise(id, tell);
		const entry = door.admit(input, { id, isAwaited: tell !== undefined });
		if ("reason" in entry) {
			ledger.settle({ ...entry, id });
			return { receipt: { id, state: entry.status, reason: entry.reason } };
		}
		const { severity, channel } = entry;
		news.emit({ type: "raised", id, severity, channel });
		dispatch.take(entry);
		return {
			receipt: { id, state: "queued" },
			pending: () => ({ status: "pending", id, channel, ...(entry.attempts > 0 && { maybeDelivered: true }) }),
		};
	};
	const flush = async (timeoutMs = FLUSH_MS): Promise<boolean> => {
		heldBack.tell();
		dispatch.sendNow();
		await ledger.wait(timeoutMs);
		return ledger.stats().pending === 0;
	};
	let closing: Promise<boolean> | undefined;
	const close: Notifier["close"] = (timeoutMs) => {
		door.close();
		closing ??= flush(timeoutMs).finally(dispatch.stop);
		return closing;
	};
	return {
		notify: (alert) => raise(alert).receipt,
		send: (alert, options = {}) => awaitOutcome((tell) => raise(alert, tell), options, clock),
		probe: () => probeRelay(address),
		flush,
		close,
		stats: ledger.stats,
		[Symbol.asyncDispose]: async () => void (await close()),
	};
}

function openHouse(given: BrowserNotifierOptions): House {
	const settings = resolveOptions(given);
	const clock = createClock();
	const books = createBooks();
	const news = createNewsroom(given, { warn: (text) => console.warn(`DatWarning: ${text}`) });
	return { settings, clock, random: createRandom(), books, news, ledger: createLedger(books, news, clock) };
}
