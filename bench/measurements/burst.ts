import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Bench, type Figures, since, wait } from "./measurement.ts";

const WARM = 20;

/** One loop that raises them all and waits for none, as a storm in a request handler does; there is no limit. */
export async function burst(bench: Bench): Promise<Figures> {
	await warmUp(bench);
	const [thread, whole] = [process.threadCpuUsage(), process.cpuUsage()];
	raiseAll(bench);
	const raise = since(thread, process.threadCpuUsage(), bench.count);
	const alerts = await arrivals(bench);
	const arrived = Math.max(alerts, 1);
	return {
		raise,
		main: since(thread, process.threadCpuUsage(), arrived),
		process: since(whole, process.cpuUsage(), arrived),
		burstLost: bench.count - alerts,
	};
}

/** The same, and how long other work of the thread waits. Watching that takes 3 % of the thread, so it is apart. */
export async function delay(bench: Bench): Promise<Figures> {
	await warmUp(bench);
	const delays = monitorEventLoopDelay({ resolution: 1 });
	delays.enable();
	await wait(100);
	delays.reset();
	// The first tick after a reset is not counted.
	await wait(20);
	raiseAll(bench);
	await arrivals(bench);
	return { blockMs: delays.max / 1e6, delayP99Ms: delays.percentile(99) / 1e6 };
}

async function warmUp({ peer, discord }: Bench): Promise<void> {
	for (let index = 0; index < WARM; index++) peer.raise(index);
	await discord.until(WARM);
}

function raiseAll({ peer, count }: Bench): void {
	for (let index = 0; index < count; index++) peer.raise(1000 + index);
}

async function arrivals({ discord, count }: Bench): Promise<number> {
	return (await discord.until(WARM + count)).alerts - WARM;
}
