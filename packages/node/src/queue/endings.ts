import type { Dropped } from "@dat/core";
import { type SharedMemory, WORDS } from "./memory.ts";

/** How an alert ended, for the books. */
export type Ending = "delivered" | Dropped["reason"];

/** The place in the list is the number that stands for it. */
const ENDINGS: readonly Ending[] = [
	"delivered",
	"invalid",
	"unrouted",
	"overflow",
	"rejected",
	"gone",
	"exhausted",
	"expired",
	"closed",
];

const SLOT_BITS = 24;
const SLOT_MASK = 2 ** SLOT_BITS - 1;

/** Notes how alerts ended that nobody asks about: one word each, without a message. There is a word for every slot. */
export function createEndingsWriter({ control, endings }: SharedMemory): (slot: number, ending: Ending) => void {
	const words = new Int32Array(control);
	const notes = new Int32Array(endings);
	return (slot, ending) => {
		const head = Atomics.load(words, WORDS.endingsHead);
		notes[head & (notes.length - 1)] = slot | (ENDINGS.indexOf(ending) << SLOT_BITS);
		Atomics.store(words, WORDS.endingsHead, (head + 1) | 0);
	};
}

/** Reads each note once. */
export function createEndingsReader({
	control,
	endings,
}: SharedMemory): (take: (slot: number, ending: Ending) => void) => void {
	const words = new Int32Array(control);
	const notes = new Int32Array(endings);
	let tail = 0;
	return (take) => {
		for (const head = Atomics.load(words, WORDS.endingsHead); tail !== head; tail = (tail + 1) | 0) {
			const note = notes[tail & (notes.length - 1)] ?? 0;
			take(note & SLOT_MASK, ENDINGS[note >> SLOT_BITS] ?? "closed");
		}
	};
}
