import type { Bench, Figures } from "./measurement.ts";

/** Raised at once, while Discord takes 5 requests per 2 s. */
export async function drain({ peer, discord, count }: Bench): Promise<Figures> {
	const startedMs = performance.timeOrigin + performance.now();
	for (let index = 0; index < count; index++) peer.raise(index);
	const { alerts, requests, refused, atMs } = await discord.until(count);
	const lost = count - alerts;
	// Who loses some is not fast for it.
	return { drainS: lost > 0 ? Number.NaN : (atMs - startedMs) / 1000, lost, requests, refused };
}
