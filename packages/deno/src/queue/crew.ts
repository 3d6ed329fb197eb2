import type { FromWorker, ToWorker } from "./messages.ts";
import { type RunningWorker, startWorker, type WorkerOrder } from "./start-worker.ts";

/** A worker, and how far it is with what it was handed. */
export interface CountedWorker extends RunningWorker {
	/** Sends what has to be delivered, and counts it. */
	hand(message: Exclude<ToWorker, { ask: number }>): void;
	/** Blocks this thread until the worker has nothing under way, for at most `timeoutMs`. */
	waitIdle(timeoutMs: number): void;
}

/** Sees to it that there is a worker. */
export interface Crew {
	/** The worker, which is started when there is none; `undefined` where workers do not work. */
	reach(): CountedWorker | undefined;
	/** The same, without starting one. */
	current(): CountedWorker | undefined;
	/** No worker is started any more. */
	dismiss(): void;
}

/** What a crew is told, and whom it tells. */
export interface CrewWorld {
	readonly order: Omit<WorkerOrder, "idleAt" | "onMessage" | "onEnd">;
	/** Monotonic. */
	readonly nowMs: () => number;
	readonly hear: (message: FromWorker) => void;
	/** The worker has died; `reach` starts another one. */
	readonly onDeath: (reason: string) => void;
	/** No worker starts, or each dies soon: do without from now on. Called once. */
	readonly onGiveUp: (reason: string) => void;
}

/** A worker that dies more often than this within a minute is not started again. */
const MOST_DEATHS = 3;
const WINDOW_MS = 60_000;

/** A crew without a worker. */
export function createCrew({ order, nowMs, hear, onDeath, onGiveUp }: CrewWorld): Crew {
	let worker: CountedWorker | undefined;
	let isDismissed = false;
	let isReady = false;
	let deaths: readonly number[] = [];
	const giveUp = (reason: string): void => {
		isDismissed = true;
		onGiveUp(reason);
	};
	const bury = (reason: string): void => {
		worker = undefined;
		deaths = [...deaths.filter((atMs) => nowMs() - atMs < WINDOW_MS), nowMs()];
		onDeath(reason);
		if (!isReady || deaths.length > MOST_DEATHS) giveUp(reason);
	};
	const onMessage = (message: FromWorker): void => {
		if (message.type === "ready") isReady = true;
		else hear(message);
	};
	return {
		current: () => worker,
		reach: () => {
			if (worker || isDismissed) return worker;
			isReady = false;
			try {
				worker = startCounted({ ...order, onMessage, onEnd: bury });
			} catch (error) {
				giveUp(error instanceof Error ? error.message : "new Worker threw");
			}
			return worker;
		},
		dismiss: () => {
			isDismissed = true;
			worker?.stop();
			worker = undefined;
		},
	};
}

function startCounted(order: Omit<WorkerOrder, "idleAt">): CountedWorker {
	const idleAt = new Int32Array(new SharedArrayBuffer(4));
	Atomics.store(idleAt, 0, -1);
	const worker = startWorker({ ...order, idleAt });
	let handed = 0;
	return {
		...worker,
		hand: (message) => {
			handed = (handed + 1) | 0;
			worker.send(message);
		},
		waitIdle: (timeoutMs) => {
			const untilMs = performance.now() + timeoutMs;
			for (;;) {
				const seen = Atomics.load(idleAt, 0);
				const leftMs = untilMs - performance.now();
				if (seen === handed || leftMs <= 0) break;
				Atomics.wait(idleAt, 0, seen, leftMs);
			}
			worker.receive();
		},
	};
}
