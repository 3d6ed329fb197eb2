import type { MessagePort } from "node:worker_threads";
import type { DatEvent } from "@dat/core";
import type { FromWorker, Told } from "./messages.ts";

/** What the worker has to tell, collected so that many things make one message. */
export interface Outbox {
	told(told: Told): void;
	event(event: DatEvent): void;
	/** Posts what is collected, and then the message, if any. */
	send(message?: FromWorker): void;
}

/** An empty outbox; it posts by itself before the worker does anything else. */
export function createOutbox(port: MessagePort): Outbox {
	let told: Told[] = [];
	let events: DatEvent[] = [];
	const send = (message?: FromWorker): void => {
		if (told.length > 0 || events.length > 0) port.postMessage({ type: "news", told, events } satisfies FromWorker);
		told = [];
		events = [];
		if (message) port.postMessage(message);
	};
	const plan = (): void => {
		if (told.length + events.length === 1) queueMicrotask(send);
	};
	return {
		told: (item) => {
			told.push(item);
			plan();
		},
		event: (event) => {
			events.push(event);
			plan();
		},
		send,
	};
}
