import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Bench, type Figures, since, wait } from "./measurement.ts";

const WARM = 20;

/** One loop that raises them all and waits for none, as a storm in a request handler does; there is no limit. */
export async function burst({ peer, discord, count }: Bench): Promise<Figures> {
	for (let index = 0; index < WARM; index++) peer.raise(index);
	await discord.until(WARM);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	await wait(100);
	delay.reset();
	// The first tick after a reset is not counted.
	await wait(20);
	const [thread, whole] = [process.threadCpuUsage(), process.cpuUsage()];
	for (let index = 0; index < count; index++) peer.raise(1000 + index);
	const raise = since(thread, process.threadCpuUsage(), count);
	const { alerts } = await discord.until(WARM + count);
	const arrived = Math.max(alerts - WARM, 1);
	return {
		raise,
		main: since(thread, process.threadCpuUsage(), arrived),
		process: since(whole, process.cpuUsage(), arrived),
		blockMs: delay.max / 1e6,
		delayP99Ms: delay.percentile(99) / 1e6,
		burstLost: count + WARM - alerts,
	};
}
