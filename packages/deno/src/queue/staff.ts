import type { NotifierOptions, ProbeReport } from "@dat/core";
import {
	type Asked,
	answerQuestion,
	type Carrier,
	type CarrierWorld,
	createAsks,
	createWallToElapsed,
	type OpenCarrier,
	type Question,
} from "@dat/core/adapter";
import { type CountedWorker, createCrew } from "./crew.ts";
import type { FromWorker, HandedAlert } from "./messages.ts";
import type { Unsettled } from "./unsettled.ts";

/** What the worker needs besides the house. */
export interface ThreadOptions {
	/** The path of the spool, if any. */
	readonly spool: string | undefined;
	/** Opens the carrier that takes over where no worker works. */
	readonly fallback: OpenCarrier;
}

/** Whoever sends: a worker, or this thread where workers do not work. One of the two is always there. */
export interface Staff {
	/** The worker, which is started when there is none. */
	reach(): CountedWorker | undefined;
	/** The same, without starting one. */
	current(): CountedWorker | undefined;
	/** The carrier on this thread, once no worker is to be had any more. */
	local(): Carrier | undefined;
	/** Gives an alert to whoever sends. */
	carry(handed: HandedAlert): void;
	/** Resolves with the answer, or with nothing when there is none within `timeoutMs`. */
	ask(question: Question, timeoutMs: number): Promise<ProbeReport | undefined>;
	dismiss(): void;
}

/** Staff for what is unsettled: when a worker dies, the next one gets it again; when none starts, this thread does. */
export function openStaff(world: CarrierWorld, { spool, fallback }: ThreadOptions, unsettled: Unsettled): Staff {
	const { host, news } = world;
	const toElapsed = createWallToElapsed(host.clock);
	let local: Carrier | undefined;
	/** The process stays alive while somebody waits, and no longer. */
	const keepAlive = (): void => crew.current()?.keepAlive(asks.size + unsettled.awaited > 0);
	const onDeath = (reason: string): void => {
		news.warn("thread", `the sending worker ended; what it had not settled is sent again: ${reason}`, reason);
		// Once the crew has decided whether there is to be another one.
		queueMicrotask(() => {
			for (const handed of unsettled.takeAll()) carry(handed);
			asks.again().forEach(ask);
		});
	};
	const onGiveUp = (reason: string): void => {
		news.warn("thread", `no sending worker: alerts are sent from the thread that raises them. The reason: ${reason}`);
		local = fallback(world);
	};
	const hear = (message: FromWorker): void => {
		enter(message, world, unsettled);
		if (message.type === "answer") asks.answer(message.ask, message.report);
		keepAlive();
	};
	const order = { options: toCloneable(world.given), isHeard: news.isHeard, spool };
	const crew = createCrew({ order, nowMs: host.clock.elapsed, hear, onDeath, onGiveUp });
	const carry = (handed: HandedAlert): void => {
		const { alert, admitted, ticket } = handed;
		const worker = crew.reach();
		if (!worker) return void local?.take(alert, admitted, { ...ticket, elapsedMs: toElapsed(ticket.nowMs) });
		unsettled.enter(handed);
		worker.hand({ type: "alert", handed });
		keepAlive();
	};
	const ask = (message: Asked): void => {
		crew.reach()?.send(message);
		if (local) void answerQuestion(local, message).then((report) => asks.answer(message.ask, report));
	};
	const asks = createAsks(host.clock, ask, keepAlive);
	return { ...crew, local: () => local, carry, ask: asks.ask };
}

/** What the worker tells goes into the caller's books, and to the user's callbacks. */
function enter(message: FromWorker, { books, news }: CarrierWorld, unsettled: Unsettled): void {
	if (message.type === "sent") unsettled.sent(message.ids);
	if (message.type === "settled") unsettled.settle(message);
	if (message.type === "counted") books.count(message.what, message.by);
	if (message.type !== "event") return;
	const { event } = message;
	if (event.type === "warning") news.warn(event.code, event.text, event.text);
	else news.emit(event);
}

/** Functions stay here: callbacks are called on this thread. */
function toCloneable(options: NotifierOptions): NotifierOptions {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== "function"));
}
