import { type Bench, type Figures, median, wait } from "./measurement.ts";

const BUSY_MS = 200;

/** How long an alert takes to the server: raised in peace, and by a thread that is busy right after it. */
export async function wire({ peer, discord, count }: Bench): Promise<Figures> {
	let raised = 0;
	const arrival = async (busyMs: number): Promise<number> => {
		await wait(50);
		const startedMs = now();
		peer.raise(raised++);
		while (now() - startedMs < busyMs);
		const { atMs } = await discord.until(raised);
		return atMs - startedMs;
	};
	for (let index = 0; index < 5; index++) await arrival(0);
	const [idle, busy]: [number[], number[]] = [[], []];
	for (let round = 0; round < count; round++) {
		idle.push(await arrival(0));
		busy.push(await arrival(BUSY_MS));
	}
	return { idleMs: median(idle), busyMs: median(busy) };
}

/** Comparable with the server's. */
function now(): number {
	return performance.timeOrigin + performance.now();
}
