import type { MessagePort } from "node:worker_threads";
import type { Alert, DatEvent, Delivered, Dropped, NotifierOptions, ProbeReport, Severity } from "@dat/core";
import type { Asked, OwnMessage } from "@dat/core/adapter";
import type { Entered } from "./frame.ts";
import type { SharedMemory } from "./memory.ts";

/** What the worker is started with. */
export interface Start {
	readonly memory: SharedMemory;
	/** The records of the slots that there are so far. */
	readonly blocks: readonly SharedArrayBuffer[];
	readonly port: MessagePort;
	/** The user's, without what a thread cannot be given. */
	readonly options: NotifierOptions;
	/** The path of the spool, if any. */
	readonly spool: string | undefined;
	/** The test runner that keeps it from Discord, if any. */
	readonly testRunner: string | undefined;
}

/** An alert that fits into no frame. */
export interface LongAlert {
	readonly alert: Alert;
	entered: Entered;
}

/** What goes to the worker by the port. */
export type Parcel =
	| { readonly type: "alert"; readonly slot: number; readonly long: LongAlert }
	| { readonly type: "post"; readonly message: OwnMessage }
	| Asked;

/**
 * From the caller's thread to the worker. Ring and port are two roads, so what travels on them is numbered: alerts and
 * posts count up from 1, wrapping at 32 bits; a question has the number of what will be handed over after it.
 */
export type ToWorker = (Parcel & { readonly order: number }) | Growth;

/** There are so many more slots; it has no order, as nothing can be in it that is not looked for by then. */
export interface Growth {
	readonly type: "growth";
	readonly block: SharedArrayBuffer;
}

/** An alert that ended and that somebody asks about. */
export interface Told {
	readonly slot: number;
	readonly outcome: Delivered | Dropped;
	readonly severity: Severity;
}

/** From the worker to the caller's thread. */
export type FromWorker =
	| { readonly type: "ready" }
	| { readonly type: "news"; readonly told: readonly Told[]; readonly events: readonly DatEvent[] }
	| { readonly type: "answer"; readonly ask: number; readonly report?: ProbeReport };
