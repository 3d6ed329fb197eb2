// The entry of the worker; `start-worker.ts` starts it.
import { workerData } from "node:worker_threads";
import {
	answerQuestion,
	createBooks,
	createCarrier,
	createForwardedNews,
	createWallToElapsed,
	resolveOptions,
} from "@dat/core/adapter";
import { openEnvironment } from "../environment.ts";
import { createHost } from "../host.ts";
import { openSpool } from "../spool/open-spool.ts";
import type { FromWorker, Start, ToWorker } from "./messages.ts";

// Checked: start-worker.ts starts this file with nothing else.
const { port, idleAt, options, isHeard, spool: path } = workerData as Start;
const tell = (message: FromWorker): void => port.postMessage(message);
// The caller's half of the spool tells what the file refuses.
const spool = path === undefined ? undefined : openSpool(path, () => {});
const host = createHost({}, openEnvironment());
const toElapsed = createWallToElapsed(host.clock);
let taken = 0;
let isIdle = true;

const tellIdle = (): void => {
	isIdle = true;
	// The process may end as soon as it hears this.
	spool?.sync();
	Atomics.store(idleAt, 0, taken);
	Atomics.notify(idleAt, 0);
};
const carrier = createCarrier({
	given: options,
	options: resolveOptions(options),
	host: { ...host, spool, onSend: (ids) => tell({ type: "sent", ids }) },
	books: { ...createBooks(), count: (what, by = 1) => tell({ type: "counted", what, by }) },
	news: createForwardedNews(
		(event) => tell({ type: "event", event }),
		() => isHeard,
		() => {},
	),
	settled: (outcome, severity) => tell({ type: "settled", outcome, severity }),
	onIdle: tellIdle,
});

port.on("message", (message: ToWorker) => {
	switch (message.type) {
		case "alert": {
			const { alert, admitted, ticket } = message.handed;
			taken++;
			isIdle = false;
			carrier.take(alert, admitted, { ...ticket, elapsedMs: toElapsed(ticket.nowMs) });
			return;
		}
		case "post":
			taken++;
			isIdle = false;
			carrier.post(message.message);
			return;
		default:
			void answerQuestion(carrier, message).then((report) => tell({ type: "answer", ask: message.ask, report }));
	}
});
tell({ type: "ready" });
if (isIdle) tellIdle();
