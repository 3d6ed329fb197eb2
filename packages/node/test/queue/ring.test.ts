import fc from "fast-check";
import { expect, it } from "vitest";
import { createFrame, type Frame } from "../../src/queue/frame.ts";
import { allocate } from "../../src/queue/memory.ts";
import {
	createRecords,
	MOST_RECORD_BYTES,
	type Place,
	readRecord,
	setOrder,
	writeRecord,
} from "../../src/queue/record.ts";
import { createRingReader, createRingWriter } from "../../src/queue/ring.ts";

const frameOf = (text: string, lengths: readonly number[], flags: number, nowMs: number): Frame => {
	const frame = createFrame();
	frame.lengths.set(lengths);
	return Object.assign(frame, { text, count: lengths.length, flags, nowMs });
};

const aFrame = fc
	.tuple(
		fc.string({ unit: "grapheme", maxLength: 600 }),
		fc.array(fc.nat(4096), { maxLength: 54 }),
		fc.nat(63),
		fc.double({ noNaN: true }),
	)
	.map((parts) => frameOf(...parts));

const placeOf = (records: ReturnType<typeof createRecords>, slot: number): Place => {
	while (!records.place(slot)) records.grow();
	return records.place(slot) as Place; // checked: it has grown far enough
};

it("a record is read as it was written, or is refused because it is too large", () => {
	fc.assert(
		fc.property(aFrame, (frame) => {
			const at = placeOf(createRecords(), 7);
			const isWritten = writeRecord(at, frame);
			const bytes = 24 + frame.count * 4 + Buffer.byteLength(frame.text);
			expect(isWritten).toBe(bytes <= MOST_RECORD_BYTES - 4);
			if (!isWritten) return;
			const read = createFrame();
			readRecord(at, read);
			expect(read).toEqual(frame);
		}),
	);
});

it("the ring hands over every record once, in order, over many turns, and waits for memory it was not given yet", () => {
	const SLOTS = 1000;
	const memory = allocate(SLOTS);
	const records = createRecords();
	const write = createRingWriter(memory);
	const reader = createRingReader(memory, []);
	let known = 0;
	let written = 0;
	let read = 0;
	for (let turn = 0; turn < 300; turn++) {
		const most = turn % 2 === 0 ? SLOTS - 5 : SLOTS;
		while (written - read < most) {
			const text = `${written} `.repeat(1 + (written % 60));
			const at = placeOf(records, written % SLOTS);
			writeRecord(at, frameOf(text, [text.length], 1, written));
			written++;
			setOrder(at, written);
			write((written - 1) % SLOTS);
		}
		while (reader.read(read + 1, check)) read++;
		if (turn === 0) expect(read).toBe(0);
		for (const block of records.blocks.slice(known)) {
			reader.grow(block);
			const before = read;
			while (reader.read(read + 1, check)) read++;
			expect(read - before).toBeGreaterThan(200);
		}
		known = records.blocks.length;
	}
	expect(read).toBe(written);
	expect(written).toBeGreaterThan(100_000);
	expect(reader.isEmpty()).toBe(true);

	function check(slot: number, { text, nowMs }: Frame): void {
		if (slot !== read % SLOTS || nowMs !== read || !text.startsWith(`${read} `))
			expect({ slot, text, nowMs }).toBe(read);
	}
});
