import type { Dropped } from "@dat/core";
import type { House } from "../house.ts";
import { isHidden, watchPage } from "../page-life.ts";
import { toOutcome } from "./answer.ts";
import type { Entry } from "./entry.ts";
import { flushLast, forgetBeacons } from "./last-flush.ts";
import { createLostCount } from "./lost-count.ts";
import { createOutbox } from "./outbox.ts";
import { createPump, type PumpWorld } from "./pump.ts";
import type { RelayAddress } from "./relay-address.ts";

/** Brings entries to the relay, and settles each once. */
export interface Dispatch {
	take(entry: Entry): void;
	/** Sends what waits, without waiting out a back-off of its own. */
	sendNow(): void;
	/** Nothing more is sent, but once by a beacon; what is left ends as `closed`. */
	stop(): void;
}

type Why = Pick<Dropped, "reason" | "detail" | "httpStatus">;

const EXPIRED: Why = { reason: "expired", detail: "the relay could not be reached within maxAgeMs" };
const OVERFLOW: Why = { reason: "overflow", detail: "too many alerts waited in the page; raise queue.max" };
const CLOSED: Why = { reason: "closed", detail: "the notifier was closed before the relay answered" };

/** A dispatch for this page, from now until it is stopped. */
export function createDispatch(house: House, address: RelayAddress): Dispatch {
	const { settings, clock, random, ledger } = house;
	const outbox = createOutbox(settings.queueMax);
	const lost = createLostCount();
	const giveUp = (entry: Entry, why: Why): void => {
		if (!outbox.take(entry.id)) return;
		lost.add();
		ledger.settle({ status: "dropped", ...toFacts(entry), ...why }, entry.severity);
	};
	const due = (): readonly Entry[] => {
		for (const entry of outbox.all())
			if (clock.now() - entry.wire.raisedAtMs > settings.maxAgeMs) giveUp(entry, EXPIRED);
		return outbox.all();
	};
	const onResult: PumpWorld["onResult"] = (entry, result, httpStatus) => {
		if (!result) return giveUp(entry, refusedBy(house, httpStatus));
		const outcome = toOutcome(entry, result);
		if (outcome && outbox.take(entry.id)) ledger.settle(outcome, entry.severity);
	};
	const pump = createPump({ due, address, clock, random, lost, onReply: countReply(house), onResult });
	const leave = (): void => {
		flushLast({ due, address, clock, lost, reserved: pump.reserved });
		pump.sendNow();
	};
	const show = (): void => {
		forgetBeacons(outbox.all());
		pump.sendNow();
	};
	const unwatch = watchPage({ onHide: leave, onShow: show, onOnline: pump.sendNow });
	// All that is raised in one go shares a request. A hidden page may be discarded without another event.
	const plan = once(() => (isHidden() ? leave() : pump.send()));
	return {
		take: (entry) => {
			const surplus = outbox.add(entry);
			if (surplus) giveUp(surplus, OVERFLOW);
			plan();
		},
		sendNow: pump.sendNow,
		stop: () => {
			unwatch();
			pump.stop();
			leave();
			for (const entry of outbox.all()) giveUp(entry, CLOSED);
		},
	};
}

function toFacts({ id, channel, attempts }: Entry): Pick<Dropped, "id" | "channel" | "attempts" | "maybeDelivered"> {
	return { id, channel, attempts, ...(attempts > 0 && { maybeDelivered: true }) };
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
