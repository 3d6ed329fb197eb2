import type { Action } from "../model/reduce.ts";
import type { Happening, Snapshot } from "../model/wire.ts";
import { read } from "./api.ts";

/** A batch is told so often, ms: a storm of thousands a second is drawn twenty times a second. */
const BATCH_MS = 50;

const AGAIN_MS = 1000;

const TYPES = ["request", "message", "edit", "delete", "webhook", "reset", "faults"] as const;

/**
 * Hears the server and tells what it says as actions. First the stream is opened, then everything is read, then what the
 * stream told meanwhile is added: so nothing is missed, and what is told twice is the reducer's to know. A stream that
 * broke is opened again in the same way, since the server behind it may be another one.
 */
export function connect(dispatch: (action: Action) => void): void {
	const stream = new EventSource("/_sandbox/events");
	let isLoaded = false;
	let isOver = false;
	let batch: Happening[] = [];
	const flush = (): void => {
		const happenings = batch;
		batch = [];
		if (happenings.length > 0) dispatch({ type: "heard", happenings, nowMs: Date.now() });
	};
	const hear = ({ data }: MessageEvent<string>): void => {
		if (batch.push(JSON.parse(data)) === 1 && isLoaded) setTimeout(flush, BATCH_MS);
	};
	for (const type of TYPES) stream.addEventListener(type, hear);
	// Events tell no tokens, and the page shows the URLs that programs are given.
	stream.addEventListener("webhook", () => {
		read<Snapshot["webhooks"]>("webhooks").then((webhooks) => dispatch({ type: "webhooks-read", webhooks }), fail);
	});
	const fail = (): void => {
		if (isOver) return;
		isOver = true;
		stream.close();
		dispatch({ type: "lost" });
		setTimeout(connect, AGAIN_MS, dispatch);
	};
	stream.addEventListener("error", fail);
	stream.addEventListener("open", () => {
		readAll().then((snapshot) => {
			dispatch({ type: "loaded", snapshot, nowMs: Date.now() });
			isLoaded = true;
			flush();
		}, fail);
	});
}

async function readAll(): Promise<Snapshot> {
	const [webhooks, ledger, messages, gauges, faults] = await Promise.all([
		read<Snapshot["webhooks"]>("webhooks"),
		read<Snapshot["ledger"]>("ledger"),
		read<Snapshot["messages"]>("messages"),
		read<Snapshot["gauges"]>("gauges"),
		read<Snapshot["faults"]>("faults"),
	]);
	return { webhooks, ledger, messages, gauges, faults };
}
