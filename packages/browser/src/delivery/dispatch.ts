import type { House } from "../house.ts";
import { isHidden, watchPage } from "../page-life.ts";
import { toOutcome } from "./answer.ts";
import { createCustody, type Why } from "./custody.ts";
import { createEntry, type Entry, type WireAlert } from "./entry.ts";
import { createInsurance } from "./insurance.ts";
import { flushLast, forgetBeacons } from "./last-flush.ts";
import { createPump, type PumpWorld } from "./pump.ts";
import type { RelayAddress } from "./relay-address.ts";

/** Brings entries to the relay. */
export interface Dispatch {
	take(entry: Entry): void;
	/** Sends what waits, without waiting out a back-off of its own. */
	sendNow(): void;
	/** Nothing more is sent but once by a beacon; what is left ends as `closed`, and stays in the store. */
	stop(): void;
}

const CLOSED: Why = { reason: "closed", detail: "the notifier was closed before the relay answered" };

/** A dispatch for this page, from now until it is stopped. `onLeave` hears before the last is sent. */
export function createDispatch(house: House, address: RelayAddress, onLeave: () => void): Dispatch {
	const { relay, store: openStore } = house.settings;
	let store = openStore?.((text) => house.news.warn("storage", text));
	const custody = createCustody(house, (id) => store?.remove(id));
	const { due, enter: keep, giveUp } = custody;
	const onResult: PumpWorld["onResult"] = (entry, result, httpStatus) => {
		const outcome = result && toOutcome(entry, result);
		if (!result) giveUp(entry, refusedBy(house, httpStatus));
		else if (outcome) custody.settle(entry, outcome);
		insure();
	};
	const world = { ...house, ...custody, address, onReply: countReply(house), onResult };
	const pump = createPump(world);
	const leave = (): void => {
		onLeave();
		flushLast(world, pump.reserved());
		pump.sendNow();
	};
	const insureWith = createInsurance(world);
	const insure = once(() => insureWith(due()));
	// All that is raised in one go shares a request. A hidden page may be discarded without another event.
	const plan = once(() => {
		if (isHidden()) leave();
		else pump.send();
		insure();
	});
	const enter = (entry: Entry): void => {
		keep(entry);
		// It does not wait for what failed before it (design rule 7).
		if (entry.severity === "P0") pump.hurry();
		plan();
	};
	/** Sends what pages left that are gone. */
	const recover = (): void =>
		store?.sweep((left) => {
			const own = left.filter((alert) => alert.relay === relay && !custody.has(alert.id));
			const settled = own.map(({ id }) => new Promise((resolve) => house.ledger.raise(id, resolve)));
			for (const alert of own) enter(createEntry(alert));
			return Promise.all(settled);
		});
	const resume = (): void => {
		forgetBeacons(due());
		pump.sendNow();
		recover();
	};
	const unwatch = watchPage({ onHide: leave, onResume: resume });
	recover();
	return {
		take: (entry) => {
			// Checked: an entry's JSON is a wire alert.
			store?.add({ ...(JSON.parse(entry.json) as WireAlert), relay });
			enter(entry);
		},
		sendNow: pump.sendNow,
		stop: () => {
			unwatch();
			pump.stop();
			leave();
			store = undefined;
			for (const entry of due()) giveUp(entry, CLOSED);
		},
	};
}

function refusedBy({ news }: House, httpStatus: number): Why {
	const detail = `the relay refused it (${httpStatus}); probe() says why`;
	news.warn("relay-refused", detail);
	return { reason: "rejected", detail, httpStatus };
}

function countReply({ books, news }: House): PumpWorld["onReply"] {
	return (batch, { status }, durationMs) => {
		books.count("requests");
		if (status === 429) books.count("rateLimited");
		const ids = batch.map(({ id }) => id);
		news.emit({ type: "attempt", ids, channel: "relay", webhookId: "", purpose: "alert", status, durationMs });
	};
}

/** Runs once after all that runs now, however often it is asked for. */
function once(run: () => void): () => void {
	let isPlanned = false;
	return () => {
		if (isPlanned) return;
		isPlanned = true;
		queueMicrotask(() => {
			isPlanned = false;
			run();
		});
	};
}
