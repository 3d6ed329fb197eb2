import type { Worker, WorkerOptions } from "node:worker_threads";
import { onTestFinished } from "vitest";

/** Watches which workers the code under test starts; `refuse` makes the next ones fail to start. */
export function watchWorkers(): { readonly started: Worker[]; refuse: boolean } {
	// The module object that the source asks for workers: what is put there is what it gets.
	const threads = process.getBuiltinModule("node:worker_threads") as { Worker: typeof Worker };
	const Original = threads.Worker;
	const watch: { started: Worker[]; refuse: boolean } = { started: [], refuse: false };
	threads.Worker = class extends Original {
		constructor(file: string | URL, options?: WorkerOptions) {
			if (watch.refuse) throw new Error("workers are not to be had here");
			super(file, options);
			watch.started.push(this);
		}
	};
	onTestFinished(() => {
		threads.Worker = Original;
	});
	return watch;
}
