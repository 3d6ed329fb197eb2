import type { NotifierHost } from "@dat/core";
import { type Carrier, createCarrier, resolveOptions } from "@dat/core/adapter";
import { createEndingsWriter } from "./endings.ts";
import { type Entered, readFrame } from "./frame.ts";
import { SENT, type SharedMemory, WORDS } from "./memory.ts";
import type { Start, ToWorker } from "./messages.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createRingReader } from "./ring.ts";
import { createWallToElapsed } from "./wall-to-elapsed.ts";
import { createForwardedNews, createSharedBooks } from "./worker-house.ts";

/** Frames taken before the network gets its turn. */
const BATCH = 256;

/** The worker's half of the queue: takes alerts from the ring and the port, carries them, and tells how they ended. */
export function serve(start: Start, host: NotifierHost): void {
	const { memory, port } = start;
	const outbox = createOutbox(port);
	const desk = createDesk(start, host, outbox);
	const inlet = createInlet(memory, desk, outbox);
	const answer = async (question: ToWorker): Promise<void> => {
		if (question.type === "alert") return desk.take(question.slot, question.long.alert, question.long.entered);
		if (question.type === "post") return desk.post(question.message);
		inlet.takeAll();
		const { ask } = question;
		if (question.type === "drain") await desk.carrier.drain(question.timeoutMs);
		if (question.type === "close") await desk.carrier.close();
		const report = question.type === "probe" ? await desk.carrier.probe() : undefined;
		outbox.send({ type: "answer", ask, ...(report && { report }) });
	};
	port.on("message", (question: ToWorker) => void answer(question).then(inlet.tellIdle));
	outbox.send({ type: "ready" });
	inlet.pump();
}

/** The carrier, and which slot belongs to which alert. */
interface Desk {
	readonly carrier: Carrier;
	take(slot: number, alert: unknown, entered: Entered): void;
	post: Carrier["post"];
	/** How many alerts and messages it has taken, once nothing of them is under way; `undefined` until then. */
	idleAt(): number | undefined;
	/** Set by the inlet. */
	onIdle: () => void;
}

function createDesk({ memory, options: given, isHeard }: Start, host: NotifierHost, outbox: Outbox): Desk {
	const states = new Uint8Array(memory.states);
	const slots = new Map<string, { readonly slot: number; readonly isTold: boolean }>();
	const note = createEndingsWriter(memory);
	const toElapsed = createWallToElapsed(host.clock);
	let taken = 0;
	let isIdle = true;
	const mark = (id: string, state: number): void => {
		const known = slots.get(id);
		if (known) states[known.slot] = state;
	};
	const carrier = createCarrier({
		given,
		options: resolveOptions(given),
		host: { ...host, onSend: (ids) => ids.forEach((id) => mark(id, SENT)) },
		books: createSharedBooks(new Int32Array(memory.control)),
		news: createForwardedNews(outbox, isHeard, (event) => {
			if (event.type === "retry" && event.status > 0) mark(event.id, 0);
		}),
		settled: (outcome, severity) => {
			const { slot, isTold } = slots.get(outcome.id) ?? { slot: 0, isTold: true };
			mark(outcome.id, 0);
			slots.delete(outcome.id);
			if (isTold) outbox.told({ slot, outcome, severity });
			else note(slot, outcome.status === "delivered" ? "delivered" : outcome.reason);
		},
		onIdle: () => {
			isIdle = true;
			desk.onIdle();
		},
	});
	const desk: Desk = {
		carrier,
		take: (slot, alert, { nowMs, ...entered }) => {
			taken++;
			isIdle = false;
			slots.set(entered.id, { slot, isTold: entered.isAwaited || isHeard });
			carrier.take(alert, entered, { ...entered, nowMs, elapsedMs: toElapsed(nowMs) });
		},
		post: (message) => {
			taken++;
			isIdle = false;
			carrier.post(message);
		},
		idleAt: () => (isIdle ? taken : undefined),
		onIdle: () => {},
	};
	return desk;
}

/** Takes frames from the ring, and sleeps while there are none. */
interface Inlet {
	takeAll(): void;
	pump(): void;
	/** The caller's thread may be blocked until it reads this, so all there is to tell goes first. */
	tellIdle(): void;
}

function createInlet(memory: SharedMemory, desk: Desk, outbox: Outbox): Inlet {
	const words = new Int32Array(memory.control);
	const ring = createRingReader(memory);
	const takeFrames = (): number =>
		ring.read(BATCH, (slot, frame) => {
			const { alert, entered } = readFrame(frame);
			desk.take(slot, alert, entered);
		});
	const tellIdle = (): void => {
		const idleAt = desk.idleAt();
		if (idleAt === undefined || !ring.isEmpty()) return;
		outbox.send();
		Atomics.store(words, WORDS.idleAt, idleAt);
		Atomics.notify(words, WORDS.idleAt);
	};
	const pump = (): void => {
		Atomics.store(words, WORDS.isAsleep, 0);
		const count = takeFrames();
		tellIdle();
		if (count === BATCH) return void setImmediate(pump);
		Atomics.store(words, WORDS.isAsleep, 1);
		if (!ring.isEmpty()) return pump();
		const woken = Atomics.waitAsync(words, WORDS.isAsleep, 1);
		if (woken.async) void woken.value.then(pump);
		else pump();
	};
	desk.onIdle = tellIdle;
	return {
		takeAll: () => {
			while (takeFrames() > 0);
		},
		pump,
		tellIdle,
	};
}
