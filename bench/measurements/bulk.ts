import { type Bench, type Figures, since } from "./measurement.ts";

/** So many are under way at most, so that it is work that is measured and not a queue. */
const WINDOW = 500;

/** A steady flow without a limit, as fast as they arrive. The first tenth is not counted: code is compiled meanwhile. */
export async function bulk({ peer, discord, count }: Bench): Promise<Figures> {
	const warm = Math.ceil(count / 10);
	let raised = 0;
	const flow = async (until: number): Promise<void> => {
		while (raised < until) {
			for (const most = Math.min(discord.arrived.alerts + WINDOW, until); raised < most; raised++) peer.raise(raised);
			const before = discord.arrived.alerts;
			if ((await discord.until(before + 1)).alerts === before) break;
		}
		await discord.until(until);
	};
	await flow(warm);
	const [cpu, startedMs, before] = [process.cpuUsage(), performance.now(), discord.arrived.alerts];
	await flow(warm + count);
	const arrived = Math.max(discord.arrived.alerts - before, 1);
	return {
		bulk: since(cpu, process.cpuUsage(), arrived),
		perSecond: (arrived / (performance.now() - startedMs)) * 1000,
		bulkLost: warm + count - discord.arrived.alerts,
	};
}
