import type { MessagePort } from "node:worker_threads";
import type { DatEvent, Delivered, Dropped, NotifierOptions, ProbeReport, Severity } from "@dat/core";
import type { Admitted, Asked, Counted, OwnMessage, PlainAlert, Ticket } from "@dat/core/adapter";

/** What a worker is started with. */
export interface Start {
	readonly port: MessagePort;
	/** One word: how many alerts and messages of our own had been handed over when the worker last had nothing under way. */
	readonly idleAt: Int32Array<SharedArrayBuffer>;
	/** The user's, without what a thread cannot be given. */
	readonly options: NotifierOptions;
	/** Somebody hears events. */
	readonly isHeard: boolean;
	/** The path of the spool, if any. */
	readonly spool: string | undefined;
}

/** An alert on its way to the worker: plain data, and what the door decided. */
export interface HandedAlert {
	readonly alert: PlainAlert;
	readonly admitted: Admitted;
	readonly ticket: Omit<Ticket, "elapsedMs">;
}

/** From the caller's thread to the worker. */
export type ToWorker =
	| { readonly type: "alert"; readonly handed: HandedAlert }
	| { readonly type: "post"; readonly message: OwnMessage }
	| Asked;

/** From the worker to the caller's thread. */
export type FromWorker =
	| { readonly type: "ready" }
	/** These are on the wire: if the worker dies now, nobody knows whether they arrived. */
	| { readonly type: "sent"; readonly ids: readonly string[] }
	| { readonly type: "settled"; readonly outcome: Delivered | Dropped; readonly severity: Severity }
	| { readonly type: "counted"; readonly what: Counted; readonly by: number }
	| { readonly type: "event"; readonly event: DatEvent }
	| { readonly type: "answer"; readonly ask: number; readonly report: ProbeReport | undefined };
