import type { FromWorker, Start, ToWorker } from "./messages.ts";

/** A worker thread and the ways to talk with it. */
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
 * Starts the worker. Preloads of the program (`--import`, `--require`) are not run in it: they are the program's, and may
 * raise alerts themselves.
 *
 * @throws what `new Worker` throws, where workers do not work.
 */
export function startWorker({ onMessage, onEnd, ...start }: WorkerOrder): RunningWorker {
	// Loaded when the first alert needs it: it costs 2.5 ms and 2.4 MB.
	const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule("node:worker_threads");
	const { port1: port, port2 } = new MessageChannel();
	const isSource = import.meta.url.endsWith(".ts");
	const built = import.meta.url.endsWith(".mjs") ? "./worker.mjs" : "./worker.js"; // as a bundler named its files
	const { NODE_OPTIONS: _, ...env } = process.env;
	// Not written as one expression: webpack would copy the file as an asset, and stumble over it.
	const file = isSource ? "../worker.ts" : built;
	const worker = new Worker(new URL(file, import.meta.url), {
		workerData: { ...start, port: port2 } satisfies Start,
		transferList: [port2],
		execArgv: isSource ? ["--conditions=@dat/source"] : [],
		env,
		name: "dat",
	});
	let isStopped = false;
	let reason = "it ended without an error";
	worker.on("error", (error) => {
		reason = error instanceof Error ? error.message : String(error);
	});
	const receive = (): void => {
		for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) onMessage(next.message);
	};
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
