import type { DatEvent, NotifierHost } from "@dat/core";
import {
	type Carrier,
	createCarrier,
	createForwardedNews,
	createWallToElapsed,
	resolveOptions,
} from "@dat/core/adapter";
import { createEndingsWriter } from "./endings.ts";
import type { Entered } from "./frame.ts";
import { SENT, WORDS } from "./memory.ts";
import type { Start } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import { createSharedBooks } from "./shared-books.ts";

/** The worker's carrier, which knows the slots of its alerts. */
export interface Desk extends Pick<Carrier, "drain" | "probe" | "close" | "post"> {
	take(slot: number, alert: unknown, entered: Entered): void;
	/** Nothing is under way. */
	isIdle(): boolean;
}

/** What a desk is opened with. */
export interface DeskWorld {
	readonly start: Start;
	readonly host: NotifierHost;
	readonly outbox: Outbox;
	/** Hears each time that nothing is under way any more. */
	readonly onIdle: () => void;
}

/** Where the slots of the alerts under way are known by id. */
interface Place {
	readonly slot: number;
	readonly isTold: boolean;
}

/** Opens the desk. */
export function openDesk({ start, host, outbox, onIdle }: DeskWorld): Desk {
	const states = new Uint8Array(start.memory.states);
	const places = new Map<string, Place>();
	const note = createEndingsWriter(start.memory);
	const toElapsed = createWallToElapsed(host.clock);
	let isIdle = true;
	const mark = (id: string, state: number): void => {
		const known = places.get(id);
		if (known) states[known.slot] = state;
	};
	const onSend = (ids: readonly string[]): void => {
		for (const id of ids) mark(id, SENT);
	};
	const onEvent = (event: DatEvent): void => {
		if (event.type === "retry" && event.status > 0) mark(event.id, 0);
	};
	const words = new Int32Array(start.memory.control);
	const news = createForwardedNews(outbox.event, () => words[WORDS.isHeard] === 1, onEvent);
	const carrier = createCarrier({
		given: start.options,
		options: resolveOptions(start.options),
		host: { ...host, onSend },
		books: createSharedBooks(words),
		news,
		settled: (outcome, severity) => {
			const { slot, isTold } = places.get(outcome.id) ?? { slot: -1, isTold: true };
			mark(outcome.id, 0);
			places.delete(outcome.id);
			if (isTold) outbox.told({ slot, outcome, severity });
			else note(slot, outcome.status === "delivered" ? "delivered" : outcome.reason);
		},
		onIdle: () => {
			isIdle = true;
			onIdle();
		},
	});
	return {
		...carrier,
		take: (slot, alert, entered) => {
			const { id, nowMs, isAwaited } = entered;
			isIdle = false;
			places.set(id, { slot, isTold: isAwaited || news.isHeard });
			carrier.take(alert, entered, { id, nowMs, isAwaited, elapsedMs: toElapsed(nowMs) });
		},
		post: (message) => {
			isIdle = false;
			carrier.post(message);
		},
		isIdle: () => isIdle,
	};
}
