import { createFrame, type Frame } from "./frame.ts";
import { type SharedMemory, WORDS } from "./memory.ts";

/*
 * A record, in words of 32 bits: bytes in all, slot, flags, how many lengths, bytes of text, order, then the time as a
 * double, the lengths, and the text as UTF-8; filled up to a multiple of 8 bytes. A record never wraps: a negative first
 * word is that many bytes of nothing before the ring begins anew.
 */
const HEADER_BYTES = 32;

/** The most bytes of UTF-8 that one UTF-16 unit can take. */
const MOST_BYTES_PER_UNIT = 3;

/** Writes frames; one thread only. */
export interface RingWriter {
	/** False when there is no room. `order` is its place among all that is handed over, see `ToWorker`. */
	write(slot: number, order: number, frame: Frame): boolean;
}

/** Opens the writing end. */
export function createRingWriter({ control, ring }: SharedMemory): RingWriter {
	const words = new Int32Array(control);
	const ints = new Int32Array(ring);
	const doubles = new Float64Array(ring);
	const bytes = Buffer.from(ring);
	const size = ring.byteLength;
	let head = 0;

	const place = (most: number): number | undefined => {
		const free = size - ((head - Atomics.load(words, WORDS.ringTail)) >>> 0);
		const start = head & (size - 1);
		const rest = size - start;
		if (rest >= most) return free >= most ? start : undefined;
		if (free < rest + most) return undefined;
		ints[start >> 2] = -rest;
		head = (head + rest) | 0;
		return 0;
	};

	return {
		write: (slot, order, { text, lengths, flags, nowMs }) => {
			const before = HEADER_BYTES + lengths.length * 4;
			const start = place(before + text.length * MOST_BYTES_PER_UNIT + 8);
			if (start === undefined) return false;
			const textBytes = bytes.write(text, start + before);
			const total = (before + textBytes + 7) & ~7;
			let at = start >> 2;
			ints[at++] = total;
			ints[at++] = slot;
			ints[at++] = flags;
			ints[at++] = lengths.length;
			ints[at++] = textBytes;
			ints[at++] = order;
			doubles[(start >> 3) + 3] = nowMs;
			at = (start + HEADER_BYTES) >> 2;
			for (let index = 0; index < lengths.length; index++) ints[at++] = lengths[index] ?? 0;
			head = (head + total) | 0;
			Atomics.store(words, WORDS.ringHead, head);
			return true;
		},
	};
}

/** Reads frames; one thread only. */
export interface RingReader {
	/** Calls `take` with the next frame if it has this order; tells whether it had. The frame is only good during the call. */
	read(order: number, take: (slot: number, frame: Frame) => void): boolean;
	isEmpty(): boolean;
}

/** Opens the reading end. */
export function createRingReader({ control, ring }: SharedMemory): RingReader {
	const words = new Int32Array(control);
	const ints = new Int32Array(ring);
	const doubles = new Float64Array(ring);
	const bytes = Buffer.from(ring);
	const frame = createFrame();
	let tail = Atomics.load(words, WORDS.ringTail);
	const isEmpty = (): boolean => Atomics.load(words, WORDS.ringHead) === tail;
	const word = (index: number): number => ints[((tail & (ring.byteLength - 1)) >> 2) + index] ?? 0;
	const advance = (total: number): void => {
		tail = (tail + total) | 0;
		Atomics.store(words, WORDS.ringTail, tail);
	};

	const load = (): void => {
		const start = tail & (ring.byteLength - 1);
		const lengths = word(3);
		const text = start + HEADER_BYTES + lengths * 4;
		frame.lengths.length = 0;
		for (let index = 0; index < lengths; index++) frame.lengths.push(word(HEADER_BYTES / 4 + index));
		frame.flags = word(2);
		frame.nowMs = doubles[(start >> 3) + 3] ?? 0;
		frame.text = bytes.toString("utf8", text, text + word(4));
	};

	return {
		isEmpty,
		read: (order, take) => {
			if (isEmpty()) return false;
			if (word(0) < 0) advance(-word(0));
			if (isEmpty() || word(5) !== order) return false;
			load();
			take(word(1), frame);
			advance(word(0));
			return true;
		},
	};
}
