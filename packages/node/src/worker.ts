// The entry of the worker thread; `queue/start-worker.ts` starts it.
import { workerData } from "node:worker_threads";
import { loadUndici } from "./fetch.ts";
import { createHost } from "./host.ts";
import { WORDS } from "./queue/memory.ts";
import type { Start } from "./queue/messages.ts";
import { serve } from "./queue/serve.ts";
import { openSpool } from "./spool/open-spool.ts";

// Checked: start-worker.ts starts this file with nothing else.
const start = workerData as Start;
const words = new Int32Array(start.memory.control);

process.on("exit", () => {
	Atomics.store(words, WORDS.hasEnded, 1);
	Atomics.notify(words, WORDS.idleAt);
});
// A worker that cannot send must not say that it is ready: the caller's thread then does without it.
await loadUndici();
// The caller's half of the spool tells what the file refuses.
const spool = start.spool === undefined ? undefined : openSpool(start.spool, () => {});
serve(start, { ...createHost({}), testRunner: start.testRunner, spool });
