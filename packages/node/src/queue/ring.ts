import { createFrame, type Frame } from "./frame.ts";
import { type SharedMemory, WORDS } from "./memory.ts";
import { copyRecord, look, orderOf, type Place, readRecord, setOrder, sizeOf, slotOf } from "./record.ts";

// A record never wraps: a negative first word is that many bytes of nothing before the ring begins anew.

/** Writes records; one thread only. */
export interface RingWriter {
	/** False when there is no room. `order` is its place among all that is handed over, see `ToWorker`. */
	write(record: Place, order: number): boolean;
}

/** Opens the writing end. */
export function createRingWriter({ control, ring }: SharedMemory): RingWriter {
	const words = new Int32Array(control);
	const size = ring.byteLength;
	const to = { memory: look(ring), start: 0 };
	let head = 0;

	const place = (bytes: number): boolean => {
		const free = size - ((head - Atomics.load(words, WORDS.ringTail)) >>> 0);
		to.start = head & (size - 1);
		const rest = size - to.start;
		if (rest >= bytes) return free >= bytes;
		if (free < rest + bytes) return false;
		to.memory.ints[to.start >> 2] = -rest;
		head = (head + rest) | 0;
		to.start = 0;
		return true;
	};

	return {
		write: (record, order) => {
			const bytes = sizeOf(record);
			if (!place(bytes)) return false;
			copyRecord(record, to, bytes);
			setOrder(to, order);
			head = (head + bytes) | 0;
			Atomics.store(words, WORDS.ringHead, head);
			return true;
		},
	};
}

/** Reads records; one thread only. */
export interface RingReader {
	/** Calls `take` with the next frame if it has this order; tells whether it had. The frame is only good during the call. */
	read(order: number, take: (slot: number, frame: Frame) => void): boolean;
	isEmpty(): boolean;
}

/** Opens the reading end. */
export function createRingReader({ control, ring }: SharedMemory): RingReader {
	const words = new Int32Array(control);
	const from = { memory: look(ring), start: 0 };
	const frame = createFrame();
	let tail = 0;
	const isEmpty = (): boolean => Atomics.load(words, WORDS.ringHead) === tail;
	const advance = (bytes: number): void => {
		tail = (tail + bytes) | 0;
		from.start = tail & (ring.byteLength - 1);
		Atomics.store(words, WORDS.ringTail, tail);
	};
	advance(Atomics.load(words, WORDS.ringTail));

	return {
		isEmpty,
		read: (order, take) => {
			if (isEmpty()) return false;
			if (sizeOf(from) < 0) advance(-sizeOf(from));
			if (isEmpty() || orderOf(from) !== order) return false;
			readRecord(from, frame);
			take(slotOf(from), frame);
			advance(sizeOf(from));
			return true;
		},
	};
}
