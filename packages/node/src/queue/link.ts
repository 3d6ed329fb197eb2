import type { Asked, Counted, OwnMessage } from "@dat/core/adapter";
import { createEndingsReader, type Ending } from "./endings.ts";
import { allocate, COUNTERS, SENT, WORDS } from "./memory.ts";
import type { FromWorker, Start } from "./messages.ts";
import { createRingWriter } from "./ring.ts";
import { readSlot, type Slot } from "./slots.ts";
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
	const memory = allocate(slots);
	const worker = startWorker({ ...order, memory });
	const words = new Int32Array(memory.control);
	const states = new Uint8Array(memory.states);
	const ring = createRingWriter(memory);
	const counts = COUNTERS.map(() => 0);
	let handed = 0;

	const wake = (): void => {
		if (Atomics.load(words, WORDS.isAsleep) === 0) return;
		Atomics.store(words, WORDS.isAsleep, 0);
		Atomics.notify(words, WORDS.isAsleep);
	};
	return {
		heard: (isHeard) => {
			words[WORDS.isHeard] = Number(isHeard);
		},
		hand: (slot) => {
			handed = (handed + 1) | 0;
			if (slot.long === undefined && ring.write(slot, handed)) wake();
			else worker.send({ type: "alert", order: handed, slot: slot.index, long: readSlot(slot) });
		},
		post: (message) => {
			handed = (handed + 1) | 0;
			worker.send({ type: "post", order: handed, message });
		},
		ask: (question) => worker.send({ ...question, order: (handed + 1) | 0 }),
		collect: createEndingsReader(memory),
		counted: (count) => {
			for (const [index, what] of COUNTERS.entries()) {
				const now = Atomics.load(words, WORDS[what]);
				count(what, now - (counts[index] ?? 0));
				counts[index] = now;
			}
		},
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
