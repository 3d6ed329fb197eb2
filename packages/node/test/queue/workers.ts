import type { ResourceLimits, Worker, WorkerOptions } from "node:worker_threads";
import { onTestFinished } from "vitest";

/** The workers that the code under test starts. */
export interface WorkerWatch {
	readonly started: Worker[];
	/** The next ones fail to start. */
	refuse: boolean;
	/** Of the next ones. */
	resourceLimits: ResourceLimits;
}

/** Watches until the test ends. */
export function watchWorkers(): WorkerWatch {
	// The module object that the source asks for workers: what is put there is what it gets.
	const threads = process.getBuiltinModule("node:worker_threads") as { Worker: typeof Worker };
	const Original = threads.Worker;
	const watch: WorkerWatch = { started: [], refuse: false, resourceLimits: {} };
	threads.Worker = class extends Original {
		constructor(file: string | URL, options?: WorkerOptions) {
			if (watch.refuse) throw new Error("workers are not to be had here");
			super(file, { ...options, resourceLimits: watch.resourceLimits });
			watch.started.push(this);
		}
	};
	onTestFinished(() => {
		threads.Worker = Original;
	});
	return watch;
}
