import { createFrame, type Frame } from "./frame.ts";
import { type SharedMemory, WORDS } from "./memory.ts";
import { createRecords, orderOf, readRecord } from "./record.ts";

/** Hands slots over whose records are written; one thread only. */
export type RingWriter = (slot: number) => void;

/** Opens the writing end. There is a place for every slot, so there is always room. */
export function createRingWriter({ control, ring }: SharedMemory): RingWriter {
	const words = new Int32Array(control);
	const slots = new Int32Array(ring);
	let head = 0;
	return (slot) => {
		slots[head & (slots.length - 1)] = slot;
		head = (head + 1) | 0;
		Atomics.store(words, WORDS.ringHead, head);
	};
}

/** Reads records; one thread only. */
export interface RingReader {
	/** Calls `take` with the next frame if it has this order; tells whether it had. The frame is only good during the call. */
	read(order: number, take: (slot: number, frame: Frame) => void): boolean;
	isEmpty(): boolean;
	/** From here on there are so many more slots. */
	grow(block: SharedArrayBuffer): void;
}

/** Opens the reading end, on the blocks of records that there are. */
export function createRingReader({ control, ring }: SharedMemory, blocks: readonly SharedArrayBuffer[]): RingReader {
	const words = new Int32Array(control);
	const slots = new Int32Array(ring);
	const records = createRecords(blocks);
	const frame = createFrame();
	let tail = 0;
	const isEmpty = (): boolean => Atomics.load(words, WORDS.ringHead) === tail;
	return {
		isEmpty,
		grow: records.grow,
		read: (order, take) => {
			if (isEmpty()) return false;
			const slot = slots[tail & (slots.length - 1)] ?? 0;
			// A new block comes by the port, so the ring may be ahead of it.
			const place = records.place(slot);
			if (!place || orderOf(place) !== order) return false;
			readRecord(place, frame);
			take(slot, frame);
			tail = (tail + 1) | 0;
			return true;
		},
	};
}
