import type { Alert } from "@dat/core";
import { type Admitted, type Room, type Ticket, toPlainAlert } from "@dat/core/adapter";
import { createFrame, readFrame, writeFrame } from "./frame.ts";
import type { LongAlert } from "./messages.ts";
import { createRecords, type Place, readRecord, silenceRecord, writeRecord } from "./record.ts";

/**
 * What is kept of an alert that was handed over, so that it can be handed over again when the worker dies. Its record is
 * outside of the heap, where the worker reads it: of a burst of thousands the collector would copy each text twice.
 */
export interface Slot extends Place {
	readonly index: number;
	/** Instead of the record. */
	long: LongAlert | undefined;
	room: Room | undefined;
	/** Somebody waits for its outcome, so the process stays alive for it. */
	isAwaited: boolean;
	/** In the order of handing over; 0 while it is free. */
	serial: number;
}

/** The alerts that are handed over and not settled. */
export interface Slots {
	take(): Slot;
	/** The slot of an alert that ended; `undefined` when it was free already. */
	free(index: number): Slot | undefined;
	/** All that are taken, in the order of handing over. */
	taken(): Slot[];
	/** Where their records are; it grows. */
	readonly blocks: readonly SharedArrayBuffer[];
}

/** No slot is made before it is needed, and none is made twice. */
export function createSlots(): Slots {
	const slots: Slot[] = [];
	const records = createRecords();
	const place = (index: number): Place => {
		const found = records.place(index);
		if (found) return found;
		records.grow();
		return place(index);
	};
	const free: Slot[] = [];
	let serial = 0;
	const make = (): Slot => {
		const slot = {
			...place(slots.length),
			index: slots.length,
			long: undefined,
			room: undefined,
			isAwaited: false,
			serial: 0,
		};
		slots.push(slot);
		return slot;
	};
	return {
		blocks: records.blocks,
		take: () => {
			const slot = free.pop() ?? make();
			slot.serial = ++serial;
			return slot;
		},
		free: (index) => {
			const slot = slots[index];
			if (!slot || slot.serial === 0) return undefined;
			slot.serial = 0;
			slot.long = undefined;
			free.push(slot);
			return slot;
		},
		taken: () => slots.filter((slot) => slot.serial > 0).sort((one, other) => one.serial - other.serial),
	};
}

/** What is written or read at the moment. */
const scratch = createFrame();

/** Puts an alert into a slot: as a record if it fits into one, else the long way. */
export function fillSlot(slot: Slot, input: unknown, admitted: Admitted, ticket: Ticket): void {
	slot.isAwaited = ticket.isAwaited;
	slot.long = undefined;
	try {
		// Checked: the door let no alert in that is no object.
		if (writeFrame(scratch, input as Alert, admitted, ticket) && writeRecord(slot, scratch)) return;
	} catch {
		// A getter threw; the long way reads around it.
	}
	const alert = toPlainAlert(input, admitted.address, ticket.nowMs);
	const { id, nowMs, isAwaited } = ticket;
	slot.long = {
		alert,
		entered: { ...admitted, id, nowMs, isAwaited, address: { ...admitted.address, notes: alert.notes } },
	};
}

/** Takes the mention away: what may have arrived must not ping a second time (design rule 4). */
export function silenceSlot(slot: Slot): void {
	const { long } = slot;
	if (long) long.entered = { ...long.entered, mayMention: false };
	else silenceRecord(slot);
}

/** The alert of a slot, whichever way it was put there. */
export function readSlot(slot: Slot): LongAlert {
	if (slot.long) return slot.long;
	readRecord(slot, scratch);
	return readFrame(scratch);
}
