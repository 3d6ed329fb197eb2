import { type Bench, type Figures, since, wait } from "./measurement.ts";

const SETTLE_MS = 3000;

/** Raised at once, while Discord takes 5 requests per 2 s: what must be held, and what holding it costs. */
export async function storm({ peer, discord, count }: Bench): Promise<Figures> {
	for (let index = 0; index < 3; index++) peer.raise(index);
	await discord.until(3);
	const before = peakMb();
	const thread = process.threadCpuUsage();
	for (let index = 0; index < count; index++) peer.raise(1000 + index);
	const stormUs = since(thread, process.threadCpuUsage(), count);
	await wait(SETTLE_MS);
	return { stormMb: peakMb() - before, stormUs };
}

/** The most that the process ever held, its threads included. */
function peakMb(): number {
	return process.resourceUsage().maxRSS / 1024;
}
