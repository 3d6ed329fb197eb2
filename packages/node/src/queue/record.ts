import { FLAGS, type Frame } from "./frame.ts";

/*
 * A record, in words of 32 bits: order, flags, how many lengths, bytes of text, then the time as a double, the lengths,
 * and the text as UTF-8.
 */
const HEADER_BYTES = 24;
const WORD = { order: 0, flags: 1, lengths: 2, textBytes: 3 } as const;
const TIME_DOUBLE = 2;

/** What a record takes at most; what is larger goes the long way. */
export const MOST_RECORD_BYTES = 1024;

/** The most bytes that a UTF-8 writer may leave free although it was not done. */
const MOST_BYTES_PER_CHARACTER = 4;

/** Memory is taken for so many records at once. */
const BLOCK = 256;

/** One piece of memory, as words, doubles and bytes. */
interface Memory {
	readonly ints: Int32Array;
	readonly doubles: Float64Array;
	readonly bytes: Buffer;
}

/** Where a record is: `start` is a multiple of 8. */
export interface Place {
	readonly memory: Memory;
	readonly start: number;
}

/** Memory of both threads in which each slot has a place for its record, taken in blocks as more are needed. */
export interface Records {
	/** `undefined` when the block is not there yet. */
	place(slot: number): Place | undefined;
	grow(block?: SharedArrayBuffer): void;
	readonly blocks: readonly SharedArrayBuffer[];
}

/** Records in the blocks that there are. */
export function createRecords(given: readonly SharedArrayBuffer[] = []): Records {
	const blocks: SharedArrayBuffer[] = [];
	const memories: Memory[] = [];
	const grow = (block = new SharedArrayBuffer(BLOCK * MOST_RECORD_BYTES)): void => {
		blocks.push(block);
		memories.push({ ints: new Int32Array(block), doubles: new Float64Array(block), bytes: Buffer.from(block) });
	};
	for (const block of given) grow(block);
	return {
		blocks,
		grow,
		place: (slot) => {
			const memory = memories[Math.floor(slot / BLOCK)];
			return memory && { memory, start: (slot % BLOCK) * MOST_RECORD_BYTES };
		},
	};
}

/** Writes a frame as a record. False, and there is no record, when it would be too large. */
export function writeRecord({ memory, start }: Place, frame: Frame): boolean {
	const { text, lengths, count } = frame;
	const textAt = HEADER_BYTES + count * 4;
	const room = MOST_RECORD_BYTES - textAt;
	if (text.length > room) return false;
	const textBytes = memory.bytes.write(text, start + textAt, room);
	if (textBytes > room - MOST_BYTES_PER_CHARACTER) return false;
	const { ints } = memory;
	const at = start >> 2;
	ints[at + WORD.flags] = frame.flags;
	ints[at + WORD.lengths] = count;
	ints[at + WORD.textBytes] = textBytes;
	memory.doubles[(start >> 3) + TIME_DOUBLE] = frame.nowMs;
	for (let index = 0; index < count; index++) ints[at + HEADER_BYTES / 4 + index] = lengths[index] ?? 0;
	return true;
}

/** Reads the record of a place into a frame. */
export function readRecord({ memory, start }: Place, frame: Frame): void {
	const { ints } = memory;
	const at = start >> 2;
	const count = ints[at + WORD.lengths] ?? 0;
	const text = start + HEADER_BYTES + count * 4;
	for (let index = 0; index < count; index++) frame.lengths[index] = ints[at + HEADER_BYTES / 4 + index] ?? 0;
	frame.count = count;
	frame.flags = ints[at + WORD.flags] ?? 0;
	frame.nowMs = memory.doubles[(start >> 3) + TIME_DOUBLE] ?? 0;
	frame.text = memory.bytes.toString("utf8", text, text + (ints[at + WORD.textBytes] ?? 0));
}

/** The place of a record among all that is handed over, see `ToWorker`. */
export function orderOf({ memory, start }: Place): number {
	return memory.ints[(start >> 2) + WORD.order] ?? 0;
}

/** Gives a record its order. */
export function setOrder({ memory, start }: Place, order: number): void {
	memory.ints[(start >> 2) + WORD.order] = order;
}

/** Takes the mention away. */
export function silenceRecord({ memory, start }: Place): void {
	const at = (start >> 2) + WORD.flags;
	memory.ints[at] = (memory.ints[at] ?? 0) & ~FLAGS.mayMention;
}
