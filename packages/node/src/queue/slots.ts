import { createFrame, type Frame } from "./frame.ts";
import type { LongAlert } from "./messages.ts";
import type { Room } from "./rooms.ts";

/** What is kept of an alert that was handed over, so that it can be handed over again when the worker dies. */
export interface Slot {
	readonly index: number;
	readonly frame: Frame;
	/** Instead of the frame. */
	long: LongAlert | undefined;
	room: Room | undefined;
	/** Somebody waits for its outcome, so the process stays alive for it. */
	isAwaited: boolean;
	/** In the order of handing over. */
	serial: number;
}

/** The alerts that are handed over and not settled. */
export interface Slots {
	take(): Slot;
	/** The slot of an alert that ended; `undefined` when it was free already. */
	free(index: number): Slot | undefined;
	/** All that are taken, in the order of handing over. */
	taken(): Slot[];
}

/** No slot is made before it is needed, and none is made twice. */
export function createSlots(): Slots {
	const slots: Slot[] = [];
	const free: Slot[] = [];
	let serial = 0;
	return {
		take: () => {
			let slot = free.pop();
			if (!slot) {
				slot = {
					index: slots.length,
					frame: createFrame(),
					long: undefined,
					room: undefined,
					isAwaited: false,
					serial: 0,
				};
				slots.push(slot);
			}
			slot.serial = ++serial;
			return slot;
		},
		free: (index) => {
			const slot = slots[index];
			if (!slot || slot.serial === 0) return undefined;
			slot.serial = 0;
			slot.frame.text = "";
			slot.long = undefined;
			free.push(slot);
			return slot;
		},
		taken: () => slots.filter((slot) => slot.serial > 0).sort((one, other) => one.serial - other.serial),
	};
}
