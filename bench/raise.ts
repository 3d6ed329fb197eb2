// What raising an alert costs the thread that raises: cold, warm, held back by the throttle, and dropped because the queue is
// full; µs of CPU of that thread alone. `main` is all that it spends on an alert until that is delivered.
import { fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createNotifier, type NodeNotifierOptions } from "@dat/node";
import { alert } from "./alert.ts";

const BURST = 10_000;

const server = fork(new URL("./unlimited-server.ts", import.meta.url), {
	stdio: ["ignore", "ignore", "inherit", "ipc"],
});
const [{ port }] = (await once(server, "message")) as [{ port: number }];
const open = (options: NodeNotifierOptions, to = port): ReturnType<typeof createNotifier> =>
	createNotifier({
		webhooks: { default: `http://127.0.0.1:${to}/api/webhooks/${"1".repeat(18)}/${"a".repeat(68)}` },
		pacing: false,
		flushOnExit: false,
		...options,
	});

/** CPU of this thread per call, µs. */
function measure(count: number, run: (index: number) => void): number {
	const started = process.threadCpuUsage();
	for (let index = 0; index < count; index++) run(index);
	const { user, system } = process.threadCpuUsage(started);
	return (user + system) / count;
}

const notifier = open({ queue: { max: 100_000, maxTotal: 100_000 } });
await notifier.send(alert(-1));
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await new Promise((resolve) => setTimeout(resolve, 100));
delay.reset();
// The first tick after a reset is not counted.
await new Promise((resolve) => setTimeout(resolve, 20));
const started = process.threadCpuUsage();
const cold = measure(BURST, (index) => notifier.notify(alert(index)));
await notifier.flush(60_000);
const { user, system } = process.threadCpuUsage(started);
const loopMaxMs = delay.max / 1e6;
delay.disable();
const warm: number[] = [];
for (let round = 1; round <= 7; round++) {
	warm.push(measure(BURST, (index) => notifier.notify(alert(round * BURST + index))));
	await notifier.flush(60_000);
}
const same = alert(7);
const suppressed = Array.from({ length: 10 }, () => measure(100_000, () => notifier.notify(same)));
// Nobody listens at this port, so the queue stays full.
const full = open({ queue: { max: 100, maxTotal: 100 }, throttle: false }, 9);
const dropped = Array.from({ length: 10 }, () => measure(100_000, () => full.notify(same)));
const best = (values: readonly number[]): number => Math.min(...values);
const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
console.log(
	JSON.stringify({
		cold,
		main: (user + system) / BURST,
		loopMaxMs,
		warm: median(warm),
		warmBest: best(warm),
		suppressed: median(suppressed),
		dropped: median(dropped),
	}),
);
server.kill();
process.exit();
