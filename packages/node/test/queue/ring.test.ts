import fc from "fast-check";
import { expect, it } from "vitest";
import type { Frame } from "../../src/queue/frame.ts";
import { allocate } from "../../src/queue/memory.ts";
import { look, MOST_RECORD_BYTES, readRecord, writeRecord } from "../../src/queue/record.ts";
import { createRingReader, createRingWriter } from "../../src/queue/ring.ts";

const aFrame = fc.record({
	text: fc.string({ unit: "grapheme", maxLength: 600 }),
	lengths: fc.array(fc.nat(4096), { maxLength: 54 }),
	flags: fc.nat(63),
	nowMs: fc.double({ noNaN: true }),
});

const place = (): { memory: ReturnType<typeof look>; start: number } => ({
	memory: look(new ArrayBuffer(2 * MOST_RECORD_BYTES)),
	start: MOST_RECORD_BYTES,
});

it("a record is read as it was written, or is refused because it is too large", () => {
	fc.assert(
		fc.property(aFrame, (frame) => {
			const at = place();
			const isWritten = writeRecord(at, 7, frame);
			const bytes = 32 + frame.lengths.length * 4 + Buffer.byteLength(frame.text);
			expect(isWritten).toBe(bytes < MOST_RECORD_BYTES - 11);
			if (!isWritten) return;
			const read: Frame = { text: "", lengths: [], flags: 0, nowMs: 0 };
			readRecord(at, read);
			expect(read).toEqual(frame);
		}),
	);
});

it("the ring hands over every record once, in order, over many turns, and says when it is full", () => {
	const memory = allocate(16);
	const writer = createRingWriter(memory);
	const reader = createRingReader(memory);
	const at = place();
	let written = 0;
	let read = 0;
	for (let turn = 0; turn < 40; turn++) {
		for (;;) {
			const text = `${written} `.repeat(1 + (written % 60));
			writeRecord(at, written % 1000, { text, lengths: [text.length], flags: 1, nowMs: written });
			if (!writer.write(at, (written + 1) | 0)) break;
			written++;
		}
		const most = turn % 2 === 0 ? written - 5 : written;
		while (read < most && reader.read((read + 1) | 0, check)) read++;
	}
	while (reader.read((read + 1) | 0, check)) read++;
	expect(read).toBe(written);
	expect(written).toBeGreaterThan(100_000);
	expect(reader.isEmpty()).toBe(true);

	function check(slot: number, { text, nowMs }: Frame): void {
		if (slot !== read % 1000 || nowMs !== read || !text.startsWith(`${read} `))
			expect({ slot, text, nowMs }).toBe(read);
	}
});
