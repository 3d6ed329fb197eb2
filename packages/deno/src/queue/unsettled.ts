import type { Severity } from "@dat/core";
import { type CarrierWorld, createRooms, type Room } from "@dat/core/adapter";
import type { FromWorker, HandedAlert } from "./messages.ts";

/** The caller's half of the queue: what is handed over and not settled, which is what its bounds count. */
export interface Unsettled {
	hasRoom(webhook: string, severity: Severity): boolean;
	room(webhook: string): number;
	enter(handed: HandedAlert): void;
	/** Nobody knows whether these arrived, until they settle. */
	sent(ids: readonly string[]): void;
	isUnknown(id: string): boolean;
	settle(message: Extract<FromWorker, { type: "settled" }>): void;
	/** All of it in the order of handing over, for whoever takes the worker's place; what may have arrived must not ping again. */
	takeAll(): readonly HandedAlert[];
	/** How many are waited for. */
	readonly awaited: number;
}

interface Entry {
	readonly handed: HandedAlert;
	readonly room: Room;
	isUnknown: boolean;
}

/** Nothing handed over yet. */
export function createUnsettled({ options, settled }: CarrierWorld): Unsettled {
	const rooms = createRooms(options);
	const entries = new Map<string, Entry>();
	let awaited = 0;
	const leave = (id: string): boolean => {
		const entry = entries.get(id);
		if (!entry) return false;
		entries.delete(id);
		rooms.leave(entry.room);
		if (entry.handed.ticket.isAwaited) awaited--;
		return true;
	};
	return {
		hasRoom: rooms.hasRoom,
		room: rooms.free,
		enter: (handed) => {
			entries.set(handed.ticket.id, { handed, room: rooms.enter(handed.admitted.channel), isUnknown: false });
			if (handed.ticket.isAwaited) awaited++;
		},
		sent: (ids) => {
			for (const id of ids) {
				const entry = entries.get(id);
				if (entry) entry.isUnknown = true;
			}
		},
		isUnknown: (id) => entries.get(id)?.isUnknown === true,
		settle: ({ outcome, severity }) => {
			if (leave(outcome.id)) settled(outcome, severity);
		},
		takeAll: () => {
			const all = [...entries.values()].map(({ handed, isUnknown }) =>
				isUnknown ? { ...handed, admitted: { ...handed.admitted, mayMention: false } } : handed,
			);
			for (const { ticket } of all) leave(ticket.id);
			return all;
		},
		get awaited() {
			return awaited;
		},
	};
}
