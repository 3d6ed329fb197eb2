import type { Severity } from "@dat/core";
import { type Admitted, type CarrierWorld, createRooms, type Ticket } from "@dat/core/adapter";
import type { Ending } from "./endings.ts";
import type { Link } from "./link.ts";
import type { Told } from "./messages.ts";
import { createSlots, fillSlot, type Slot } from "./slots.ts";

/** The caller's half of the queue: what is handed over and not settled, which is what its bounds count. */
export interface Unsettled {
	hasRoom(webhook: string, severity: Severity, link: Link | undefined): boolean;
	room(webhook: string, link: Link | undefined): number;
	enter(input: unknown, admitted: Admitted, ticket: Ticket): Slot;
	/** False when it had been settled already. */
	leave(slot: number): boolean;
	/** Enters into the books what the worker says has ended, and what it counted. */
	collect(link: Link | undefined): void;
	/** Tells an outcome that somebody waits for. */
	tell(told: Told): void;
	/** How many are waited for. */
	readonly awaited: number;
	/** In the order of handing over. */
	slots(): Slot[];
	/** Where their records are; it grows. */
	readonly blocks: readonly SharedArrayBuffer[];
}

/** Nothing handed over yet. */
export function createUnsettled({ options, books, settled }: CarrierWorld): Unsettled {
	const rooms = createRooms(options);
	const slots = createSlots();
	let awaited = 0;
	const leave = (index: number): boolean => {
		const slot = slots.free(index);
		if (!slot) return false;
		if (slot.isAwaited) awaited--;
		rooms.leave(slot.room);
		return true;
	};
	const settle = (index: number, ending: Ending): void => {
		if (leave(index)) books.settle(ending === "delivered" ? { status: ending } : { status: "dropped", reason: ending });
	};
	return {
		hasRoom: (webhook, severity, link) => {
			if (rooms.hasRoom(webhook, severity)) return true;
			link?.collect(settle);
			return rooms.hasRoom(webhook, severity);
		},
		room: (webhook, link) => {
			link?.collect(settle);
			return rooms.free(webhook);
		},
		enter: (input, admitted, ticket) => {
			const slot = slots.take();
			fillSlot(slot, input, admitted, ticket);
			slot.room = rooms.enter(admitted.channel);
			if (slot.isAwaited) awaited++;
			return slot;
		},
		leave,
		collect: (link) => {
			link?.collect(settle);
			link?.counted(books.count);
		},
		tell: ({ slot, outcome, severity }) => {
			if (leave(slot)) settled(outcome, severity);
		},
		get awaited() {
			return awaited;
		},
		slots: slots.taken,
		blocks: slots.blocks,
	};
}
