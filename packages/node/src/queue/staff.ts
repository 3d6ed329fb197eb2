import type { NotifierOptions, ProbeReport } from "@dat/core";
import {
	type Asked,
	answerQuestion,
	type Carrier,
	type CarrierWorld,
	createAsks,
	createWallToElapsed,
	mostSlots,
	type OpenCarrier,
	type Question,
} from "@dat/core/adapter";
import { createCrew } from "./crew.ts";
import type { Link } from "./link.ts";
import type { FromWorker } from "./messages.ts";
import { readSlot, silenceSlot } from "./slots.ts";
import type { Unsettled } from "./unsettled.ts";

/** What the thread needs besides the house. */
export interface ThreadOptions {
	/** The path of the spool, if any. */
	readonly spool: string | undefined;
	/** Opens the carrier that takes over where no thread works. */
	readonly fallback: OpenCarrier;
}

/** Whoever sends: a worker, or this thread where workers do not work. One of the two is always there. */
export interface Staff {
	/** The way to the worker, which is started when there is none. */
	reach(): Link | undefined;
	/** The same, without starting one. */
	current(): Link | undefined;
	/** The carrier on this thread, once no worker is to be had any more. */
	local(): Carrier | undefined;
	/** Resolves with the answer, or with nothing when there is none within `timeoutMs`. */
	ask(question: Question, timeoutMs: number): Promise<ProbeReport | undefined>;
	/** Keeps the process alive while somebody waits, and no longer. */
	keepAlive(): void;
	dismiss(): void;
}

/** Staff for what is unsettled: when a worker dies, the next one gets it again; when none starts, this thread does. */
export function openStaff(world: CarrierWorld, { spool, fallback }: ThreadOptions, unsettled: Unsettled): Staff {
	const { host, news } = world;
	let local: Carrier | undefined;
	const keepAlive = (): void => crew.current()?.keepAlive(asks.size + unsettled.awaited > 0);
	const hear = (message: FromWorker): void => {
		if (message.type === "answer") asks.answer(message.ask, message.report);
		if (message.type !== "news") return;
		message.told.forEach(unsettled.tell);
		for (const event of message.events) {
			if (event.type === "warning") news.warn(event.code, event.text, event.text);
			else news.emit(event);
		}
		keepAlive();
	};
	const onDeath = (dead: Link, reason: string): void => {
		unsettled.collect(dead);
		const left = unsettled.slots();
		for (const slot of left) if (dead.isUnknown(slot.index)) silenceSlot(slot);
		if (left.length + asks.size > 0) queueMicrotask(handAgain);
		news.warn("thread", `the sending thread ended; what it had not settled is sent again: ${reason}`, reason);
	};
	const onGiveUp = (reason: string): void => {
		const text = "alerts are sent from the thread that raises them, and a crash may lose the last ones";
		news.warn("thread", `no sending thread: ${text}. The reason: ${reason}`);
		local = takeBack(fallback(world), unsettled, createWallToElapsed(host.clock));
	};
	const options = toCloneable(world.given);
	const slots = mostSlots(world.options.queue);
	const order = { clock: host.clock, slots, blocks: unsettled.blocks, options, spool, testRunner: host.testRunner };
	const crew = createCrew({ ...order, onMessage: hear, onDeath, onGiveUp });
	const ask = (message: Asked): void => {
		crew.reach()?.ask(message);
		if (local) void answerQuestion(local, message).then((report) => asks.answer(message.ask, report));
	};
	const asks = createAsks(host.clock, ask, keepAlive);
	const handAgain = (): void => {
		const link = crew.reach();
		link?.heard(news.isHeard);
		if (link) for (const slot of unsettled.slots()) link.hand(slot);
		asks.again().forEach(ask);
		keepAlive();
	};
	return { ...crew, local: () => local, ask: asks.ask, keepAlive };
}

function takeBack(carrier: Carrier, unsettled: Unsettled, toElapsed: (wallMs: number) => number): Carrier {
	for (const slot of unsettled.slots()) {
		const { alert, entered } = readSlot(slot);
		unsettled.leave(slot.index);
		carrier.take(alert, entered, { ...entered, elapsedMs: toElapsed(entered.nowMs) });
	}
	return carrier;
}

/** Functions stay here: callbacks are called on this thread. */
function toCloneable(options: NotifierOptions): NotifierOptions {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== "function"));
}
