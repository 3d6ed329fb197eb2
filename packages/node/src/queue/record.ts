import { FLAGS, type Frame } from "./frame.ts";

/*
 * A record, in words of 32 bits: bytes in all, slot, flags, how many lengths, bytes of text, order, then the time as a
 * double, the lengths, and the text as UTF-8; filled up to a multiple of 8 bytes.
 */
const HEADER_BYTES = 32;
const WORD = { total: 0, slot: 1, flags: 2, lengths: 3, textBytes: 4, order: 5 } as const;
const TIME_DOUBLE = 3;

/** What a record takes at most; what is larger goes the long way. */
export const MOST_RECORD_BYTES = 1024;

/** The most bytes that a UTF-8 writer may leave free although it was not done. */
const MOST_BYTES_PER_CHARACTER = 4;

/** One piece of memory, as words, doubles and bytes. */
export interface Memory {
	readonly ints: Int32Array;
	readonly doubles: Float64Array;
	readonly bytes: Buffer;
}

/** Where a record is: `start` is a multiple of 8. */
export interface Place {
	readonly memory: Memory;
	readonly start: number;
}

/** Looks at a buffer in all three ways. */
export function look(buffer: ArrayBufferLike): Memory {
	return { ints: new Int32Array(buffer), doubles: new Float64Array(buffer), bytes: Buffer.from(buffer) };
}

/** Writes a frame as the record of a slot. False, and there is no record, when it would be too large. */
export function writeRecord({ memory, start }: Place, slot: number, frame: Frame): boolean {
	const { text, lengths } = frame;
	const textAt = HEADER_BYTES + lengths.length * 4;
	const room = MOST_RECORD_BYTES - textAt - 8;
	if (text.length > room) return false;
	const textBytes = memory.bytes.write(text, start + textAt, room);
	if (textBytes > room - MOST_BYTES_PER_CHARACTER) return false;
	const { ints } = memory;
	const at = start >> 2;
	ints[at + WORD.total] = (textAt + textBytes + 7) & ~7;
	ints[at + WORD.slot] = slot;
	ints[at + WORD.flags] = frame.flags;
	ints[at + WORD.lengths] = lengths.length;
	ints[at + WORD.textBytes] = textBytes;
	memory.doubles[(start >> 3) + TIME_DOUBLE] = frame.nowMs;
	for (let index = 0; index < lengths.length; index++) ints[at + HEADER_BYTES / 4 + index] = lengths[index] ?? 0;
	return true;
}

/** Reads the record of a place into a frame. */
export function readRecord({ memory, start }: Place, frame: Frame): void {
	const { ints } = memory;
	const at = start >> 2;
	const lengths = ints[at + WORD.lengths] ?? 0;
	const text = start + HEADER_BYTES + lengths * 4;
	frame.lengths.length = 0;
	for (let index = 0; index < lengths; index++) frame.lengths.push(ints[at + HEADER_BYTES / 4 + index] ?? 0);
	frame.flags = ints[at + WORD.flags] ?? 0;
	frame.nowMs = memory.doubles[(start >> 3) + TIME_DOUBLE] ?? 0;
	frame.text = memory.bytes.toString("utf8", text, text + (ints[at + WORD.textBytes] ?? 0));
}

/** Copies the record of a place, whose size is `bytes`. By words: for so few, a loop beats a call. */
export function copyRecord(from: Place, to: Place, bytes: number): void {
	const source = from.memory.ints;
	const target = to.memory.ints;
	const [first, offset] = [from.start >> 2, to.start >> 2];
	for (let word = 0; word < bytes >> 2; word++) target[offset + word] = source[first + word] ?? 0;
}

/** The place of a record among all that is handed over, see `ToWorker`. */
export function orderOf({ memory, start }: Place): number {
	return memory.ints[(start >> 2) + WORD.order] ?? 0;
}

/** Gives a record its order. */
export function setOrder({ memory, start }: Place, order: number): void {
	memory.ints[(start >> 2) + WORD.order] = order;
}

/** The slot that a record is of. */
export function slotOf({ memory, start }: Place): number {
	return memory.ints[(start >> 2) + WORD.slot] ?? 0;
}

/** Takes the mention away. */
export function silenceRecord({ memory, start }: Place): void {
	const at = (start >> 2) + WORD.flags;
	memory.ints[at] = (memory.ints[at] ?? 0) & ~FLAGS.mayMention;
}

/** Bytes of the record in all. */
export function sizeOf({ memory, start }: Place): number {
	return memory.ints[(start >> 2) + WORD.total] ?? 0;
}
