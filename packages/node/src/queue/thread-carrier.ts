import type { Alert, NotifierOptions } from "@dat/core";
import {
	type Admitted,
	type Carrier,
	type CarrierWorld,
	type OpenCarrier,
	type Ticket,
	toPlainAlert,
} from "@dat/core/adapter";
import { createAsks } from "./asks.ts";
import { createCrew } from "./crew.ts";
import { FLAGS, readFrame, writeFrame } from "./frame.ts";
import type { Link } from "./link.ts";
import type { Asked, FromWorker } from "./messages.ts";
import { createRooms, mostSlots } from "./rooms.ts";
import { createSlots, type Slot } from "./slots.ts";
import { createWallToElapsed } from "./wall-to-elapsed.ts";

/** A carrier on a thread of its own. */
export interface ThreadCarrier extends Carrier {
	/** Starts the thread now instead of at the first alert. */
	warmUp(): void;
}

/** What the thread needs besides the house. */
export interface ThreadOptions {
	/** The path of the spool, if any. */
	readonly spool: string | undefined;
	/** Opens the carrier that takes over where no thread works. */
	readonly fallback: OpenCarrier;
}

/** The worker answers when its own time is up; it gets this much longer. */
const GRACE_MS = 500;
const PROBE_MS = 60_000;

/** After so many alerts it is looked which have ended, so that what is kept of them is let go. */
const COLLECT_EVERY = 256;

/**
 * Opens a carrier whose thread starts with the first alert. When the worker dies, another one gets what was not settled;
 * when it cannot start, or dies again and again, a carrier on this thread takes over, and a person is told once.
 */
export function openThreadCarrier(world: CarrierWorld, { spool, fallback }: ThreadOptions): ThreadCarrier {
	const { host, news, books } = world;
	const rooms = createRooms(world.options);
	const slots = createSlots();
	let local: Carrier | undefined;
	const toElapsed = createWallToElapsed(host.clock);
	let awaited = 0;

	const release = (index: number): boolean => {
		const slot = slots.free(index);
		if (!slot) return false;
		if (slot.isAwaited) awaited--;
		rooms.leave(slot.room);
		return true;
	};
	const collectFrom = (link: Link | undefined): void =>
		link?.collect((index, ending) => {
			if (release(index))
				books.settle(ending === "delivered" ? { status: ending } : { status: "dropped", reason: ending });
		});
	const keepAlive = (): void => crew.current()?.keepAlive(asks.size + awaited > 0);
	const hear = (message: FromWorker): void => {
		if (message.type === "answer") asks.answer(message.ask, message.report);
		if (message.type !== "news") return;
		for (const { slot, outcome, severity } of message.told) if (release(slot)) world.settled(outcome, severity);
		for (const event of message.events) {
			if (event.type === "warning") news.warn(event.code, event.text, event.text);
			else news.emit(event);
		}
		keepAlive();
	};

	const crew = createCrew({
		clock: host.clock,
		slots: mostSlots(world.options.queue),
		options: toCloneable(world.given),
		isHeard: news.isHeard,
		spool,
		onMessage: hear,
		onDeath: (dead, reason) => {
			collectFrom(dead);
			// What may have arrived must not ping a second time (design rule 4).
			for (const slot of slots.taken()) if (dead.isUnknown(slot.index)) silence(slot);
			news.warn("thread", `the sending thread ended (${reason}); what it had not settled is sent again`, reason);
			queueMicrotask(handAgain);
		},
		onGiveUp: (reason) => {
			const text = "alerts are sent from the thread that raises them, and a crash may lose the last ones";
			news.warn("thread", `no sending thread: ${text}. The reason: ${reason}`);
			local = fallback(world);
			takeBack(local);
		},
	});
	const asks = createAsks(
		host.clock,
		(message) => {
			crew.reach()?.send(message);
			if (local) void answerHere(local, message).then((report) => asks.answer(message.ask, report));
		},
		keepAlive,
	);
	const handAgain = (): void => {
		const left = slots.taken();
		const link = left.length + asks.size > 0 ? crew.reach() : undefined;
		for (const slot of left) link?.hand(slot);
		for (const message of asks.again()) link?.send(message);
		keepAlive();
	};
	const takeBack = (carrier: Carrier): void => {
		for (const slot of slots.taken()) {
			const { alert, entered } = slot.long ?? readFrame(slot.frame);
			release(slot.index);
			carrier.take(alert, entered, { ...entered, elapsedMs: toElapsed(entered.nowMs) });
		}
		for (const message of asks.again())
			void answerHere(carrier, message).then((report) => asks.answer(message.ask, report));
	};

	return {
		warmUp: () => void crew.reach(),
		hasRoom: (webhook, severity) => {
			if (local) return local.hasRoom(webhook, severity);
			if (rooms.hasRoom(webhook, severity)) return true;
			collectFrom(crew.current());
			return rooms.hasRoom(webhook, severity);
		},
		take: (input, admitted, ticket) => {
			const link = crew.reach();
			if (!link) return local?.take(input, admitted, ticket);
			const slot = slots.take();
			fill(slot, input, admitted, ticket);
			slot.room = rooms.enter(admitted.channel);
			link.hand(slot);
			if (slot.serial % COLLECT_EVERY === 0) collectFrom(link);
			if (!ticket.isAwaited) return undefined;
			slot.isAwaited = true;
			awaited++;
			keepAlive();
			const { id } = ticket;
			return () => ({
				status: "pending",
				id,
				channel: admitted.channel,
				...(crew.current()?.isUnknown(slot.index) && { maybeDelivered: true }),
			});
		},
		post: (message) => {
			const link = crew.reach();
			if (link) link.post(message);
			else local?.post(message);
		},
		drain: async (timeoutMs) => {
			if (crew.current() || local) await asks.ask({ type: "drain", timeoutMs }, timeoutMs + GRACE_MS);
		},
		drainSync: (timeoutMs) => crew.current()?.waitIdle(timeoutMs),
		collect: () => {
			collectFrom(crew.current());
			crew.current()?.counted(books.count);
		},
		probe: async () => (await asks.ask({ type: "probe" }, PROBE_MS)) ?? { channels: {}, p0Mention: "" },
		close: async () => {
			if (crew.current() || local) await asks.ask({ type: "close" }, GRACE_MS * 4);
			collectFrom(crew.current());
			crew.dismiss();
		},
	};
}

function fill(slot: Slot, input: unknown, admitted: Admitted, ticket: Ticket): void {
	slot.isAwaited = false;
	slot.long = undefined;
	try {
		// Checked: the door let no alert in that is no object.
		if (writeFrame(slot.frame, input as Alert, admitted, ticket)) return;
	} catch {
		// A getter threw; the long way reads around it.
	}
	const alert = toPlainAlert(input, admitted.address, ticket.nowMs);
	const { id, nowMs, isAwaited } = ticket;
	slot.long = {
		alert,
		entered: { ...admitted, id, nowMs, isAwaited, address: { ...admitted.address, notes: alert.notes } },
	};
}

function silence({ frame, long }: Slot): void {
	frame.flags &= ~FLAGS.mayMention;
	if (long) long.entered = { ...long.entered, mayMention: false };
}

async function answerHere(
	carrier: Carrier,
	message: Asked,
): Promise<Awaited<ReturnType<Carrier["probe"]>> | undefined> {
	if (message.type === "drain") await carrier.drain(message.timeoutMs);
	if (message.type === "close") await carrier.close();
	return message.type === "probe" ? carrier.probe() : undefined;
}

/** Functions stay here: callbacks are called on this thread. */
function toCloneable(options: NotifierOptions): NotifierOptions {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== "function"));
}
