import type { Severity } from "../alert/severity.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** How many alerts for one webhook are handed over and not settled. */
export interface Room {
	unsettled: number;
}

/** The bounds on the caller's side: without them a storm would grow the queue between the threads. */
export interface Rooms {
	hasRoom(webhook: string, severity: Severity): boolean;
	/** How many more alerts of any severity fit. */
	free(webhook: string): number;
	/** Counts an alert for a channel in. */
	enter(channel: string): Room;
	leave(room: Room | undefined): void;
}

/** The worker evicts what is least severe, so what is more severe may come in beyond the bound: P0 is dropped last. */
const REACH: Readonly<Record<Severity, number>> = { P0: 2, P1: 1.5, P2: 1, P3: 1, DEV: 1 };

/** As many alerts as can be handed over at most. */
export function mostSlots(queue: { readonly maxTotal: number }): number {
	return queue.maxTotal * REACH.P0;
}

/** Empty rooms, one per webhook; channels of one webhook share it, as they share its lane. */
export function createRooms({ targets, queue }: Pick<ResolvedOptions, "targets" | "queue">): Rooms {
	const byUrl = new Map<string, Room>();
	const byChannel = new Map<string, Room>();
	for (const [channel, { webhook }] of targets) {
		const room = byUrl.get(webhook.url) ?? { unsettled: 0 };
		byUrl.set(webhook.url, room);
		byChannel.set(channel, room);
	}
	const elsewhere: Room = byChannel.get("default") ?? { unsettled: 0 };
	const find = (channel: string): Room => byChannel.get(channel) ?? elsewhere;
	let all = 0;
	return {
		hasRoom: (webhook, severity) =>
			find(webhook).unsettled < queue.max * REACH[severity] && all < queue.maxTotal * REACH[severity],
		free: (webhook) => Math.min(queue.max - find(webhook).unsettled, queue.maxTotal - all),
		enter: (channel) => {
			const room = find(channel);
			room.unsettled++;
			all++;
			return room;
		},
		leave: (room) => {
			if (!room) return;
			room.unsettled--;
			all--;
		},
	};
}
