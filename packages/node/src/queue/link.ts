import type { Asked, Counted, OwnMessage } from "@dat/core/adapter";
import { createEndingsReader, type Ending } from "./endings.ts";
import { allocate, COUNTERS, SENT, WORDS } from "./memory.ts";
import type { FromWorker, Start } from "./messages.ts";
import { setOrder } from "./record.ts";
import { createRingWriter } from "./ring.ts";
import type { Slot } from "./slots.ts";
import { startWorker } from "./start-worker.ts";

/** The way to one worker, for as long as that lives. */
export interface Link {
	/** Says whether anybody hears events and outcomes of what is handed over from now on. */
	heard(isHeard: boolean): void;
	hand(slot: Slot): void;
	post(message: OwnMessage): void;
	ask(question: Asked): void;
	/** Hands over how alerts ended, each once. */
	collect(take: (slot: number, ending: Ending) => void): void;
	/** What the worker has counted since the last call. */
	counted(count: (what: Counted, by: number) => void): void;
	/** The alert has been sent, and nobody knows whether it arrived. */
	isUnknown(slot: number): boolean;
	/** Blocks this thread until the worker has nothing under way, for at most `timeoutMs`. */
	waitIdle(timeoutMs: number): void;
	keepAlive(isNeeded: boolean): void;
	stop(): void;
}

/** What a link is opened with. */
export interface LinkOrder extends Omit<Start, "port" | "memory"> {
	readonly slots: number;
	readonly onMessage: (message: FromWorker) => void;
	readonly onEnd: (reason: string) => void;
}

/**
 * Starts a worker and opens the way to it.
 *
 * @throws what `new Worker` throws, where workers do not work.
 */
export function openLink({ slots, ...order }: LinkOrder): Link {
	const { blocks } = order;
	const memory = allocate(slots);
	const worker = startWorker({ ...order, memory });
	const words = new Int32Array(memory.control);
	const states = new Uint8Array(memory.states);
	const write = createRingWriter(memory);
	let handed = 0;
	let known = blocks.length;

	const tellGrowth = (): void => {
		for (const block of blocks.slice(known)) worker.send({ type: "growth", block });
		known = blocks.length;
	};
	return {
		heard: (isHeard) => {
			words[WORDS.isHeard] = Number(isHeard);
		},
		hand: (slot) => {
			handed = (handed + 1) | 0;
			if (slot.long) return worker.send({ type: "alert", order: handed, slot: slot.index, long: slot.long });
			if (known < blocks.length) tellGrowth();
			setOrder(slot, handed);
			write(slot.index);
			wake(words);
		},
		post: (message) => {
			handed = (handed + 1) | 0;
			worker.send({ type: "post", order: handed, message });
		},
		ask: (question) => worker.send({ ...question, order: (handed + 1) | 0 }),
		collect: createEndingsReader(memory),
		counted: createCountsReader(words),
		isUnknown: (slot) => states[slot] === SENT,
		waitIdle: (timeoutMs) => {
			const untilMs = performance.now() + timeoutMs;
			for (;;) {
				const idleAt = Atomics.load(words, WORDS.idleAt);
				const leftMs = untilMs - performance.now();
				if (idleAt === handed || leftMs <= 0 || Atomics.load(words, WORDS.hasEnded) === 1) break;
				Atomics.wait(words, WORDS.idleAt, idleAt, leftMs);
			}
			worker.receive();
		},
		keepAlive: worker.keepAlive,
		stop: worker.stop,
	};
}

function wake(words: Int32Array): void {
	if (Atomics.load(words, WORDS.isAsleep) === 0) return;
	Atomics.store(words, WORDS.isAsleep, 0);
	Atomics.notify(words, WORDS.isAsleep);
}

function createCountsReader(words: Int32Array): Link["counted"] {
	const counts = COUNTERS.map(() => 0);
	return (count) => {
		for (const [index, what] of COUNTERS.entries()) {
			const now = Atomics.load(words, WORDS[what]);
			count(what, now - (counts[index] ?? 0));
			counts[index] = now;
		}
	};
}
