import type { Asked } from "@dat/core/adapter";
import type { Desk } from "./desk.ts";
import { readFrame } from "./frame.ts";
import { type SharedMemory, WORDS } from "./memory.ts";
import type { Growth, Parcel, ToWorker } from "./messages.ts";
import { createRingReader } from "./ring.ts";

/** Alerts taken before the network gets its turn. */
const BATCH = 256;

/** Takes what comes by ring and by port in the one order in which it was handed over, and sleeps while nothing comes. */
export interface Inlet {
	/** Something came by the port. */
	receive(message: ToWorker): void;
	/** Takes what is there. */
	pump(): void;
	/** How many alerts and posts it has taken, when nothing more is there. */
	takenAll(): number | undefined;
}

/** What an inlet serves. */
export interface InletWorld {
	readonly memory: SharedMemory;
	readonly blocks: readonly SharedArrayBuffer[];
	readonly desk: Desk;
	readonly answer: (question: Asked) => void;
	/** Hears each time that everything that was there is taken. */
	readonly onEmpty: () => void;
}

/** An inlet that has taken nothing yet. */
export function createInlet({ memory, blocks, desk, answer, onEmpty }: InletWorld): Inlet {
	const words = new Int32Array(memory.control);
	const ring = createRingReader(memory, blocks);
	const parcels: Exclude<ToWorker, Growth>[] = [];
	let taken = 0;
	let isWaiting = false;

	const takeFrame = (): boolean =>
		ring.read((taken + 1) | 0, (slot, frame) => {
			const { alert, entered } = readFrame(frame);
			desk.take(slot, alert, entered);
		});
	const takeParcel = (): boolean => {
		const [first] = parcels;
		// Later frames may have overtaken a question; the difference is right over the wrap, too.
		if (!first || ((first.order - taken) | 0) > 1) return false;
		open(parcels.shift());
		return true;
	};
	const open = (parcel: Parcel | undefined): void => {
		if (parcel?.type === "alert") desk.take(parcel.slot, parcel.long.alert, parcel.long.entered);
		else if (parcel?.type === "post") desk.post(parcel.message);
		else if (parcel) {
			answer(parcel);
			taken = (taken - 1) | 0; // A question has no number of its own.
		}
	};
	const takeSome = (): number => {
		let count = 0;
		while (count < BATCH && (takeFrame() || takeParcel())) {
			taken = (taken + 1) | 0;
			count++;
		}
		return count;
	};
	const sleep = (): void => {
		Atomics.store(words, WORDS.isAsleep, 1);
		if (takeSome() > 0) return void setImmediate(pump);
		if (isWaiting) return;
		const woken = Atomics.waitAsync(words, WORDS.isAsleep, 1);
		if (!woken.async) return void setImmediate(pump);
		isWaiting = true;
		void woken.value.then(() => {
			isWaiting = false;
			pump();
		});
	};
	const pump = (): void => {
		Atomics.store(words, WORDS.isAsleep, 0);
		if (takeSome() === BATCH) return void setImmediate(pump);
		onEmpty();
		sleep();
	};
	return {
		receive: (message) => {
			if (message.type === "growth") ring.grow(message.block);
			else parcels.push(message);
			pump();
		},
		pump,
		takenAll: () => (ring.isEmpty() && parcels.length === 0 ? taken : undefined),
	};
}
