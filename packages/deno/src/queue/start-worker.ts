import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { FromWorker, Start, ToWorker } from "./messages.ts";

/** A worker and the ways to talk with it. */
export interface RunningWorker {
	send(message: ToWorker): void;
	/** Hands over what has arrived, also while this thread is blocked and nothing comes by itself. */
	receive(): void;
	/** Whether the process stays alive for it. It does not, at first. */
	keepAlive(isNeeded: boolean): void;
	stop(): void;
}

/** What a worker is started with, and who hears of it. */
export interface WorkerOrder extends Omit<Start, "port"> {
	readonly onMessage: (message: FromWorker) => void;
	/** It has ended by itself; `reason` says why, as far as known. */
	readonly onEnd: (reason: string) => void;
}

/**
 * Starts the worker. It is Node's kind of worker, because Deno's own keeps the process alive for as long as it lives.
 *
 * @throws what `new Worker` throws, where workers do not work.
 */
export function startWorker({ onMessage, onEnd, ...start }: WorkerOrder): RunningWorker {
	const { port1: port, port2 } = new MessageChannel();
	const worker = new Worker(entry(), { workerData: { ...start, port: port2 } satisfies Start, transferList: [port2] });
	let reason = "it ended without an error";
	let isStopped = false;
	const receive = (): void => {
		for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) onMessage(next.message);
	};
	worker.on("error", (error) => {
		reason = error instanceof Error ? error.message : String(error);
	});
	worker.on("exit", () => {
		if (isStopped) return;
		isStopped = true;
		receive();
		port.close();
		onEnd(reason);
	});
	port.on("message", onMessage);
	worker.unref();
	port.unref();
	return {
		send: (message) => port.postMessage(message),
		receive,
		keepAlive: (isNeeded) => {
			if (isNeeded) port.ref();
			else port.unref();
		},
		stop: () => {
			isStopped = true;
			port.close();
			void worker.terminate();
		},
	};
}

/** Node's kind of worker takes files and data only; from JSR the entry is a remote module, so data imports it. */
function entry(): URL {
	const isSource = import.meta.url.endsWith(".ts");
	const url = new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url);
	if (url.protocol === "file:") return url;
	return new URL(`data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(url.href)};`)}`);
}
