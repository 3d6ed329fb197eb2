import { createNotifier, type NodeNotifierOptions } from "@dat/node";
import { alert } from "../alert.ts";
import { ROOM } from "../peers/dat-node.ts";
import { webhookOf } from "../peers/peer.ts";
import { openDiscord } from "../servers/discord.ts";
import { type Figures, median, since } from "./measurement.ts";

/** What only ours has goals for: raising when warm, when held back by the throttle, when dropped, and a million at once. */
export async function own(count: number): Promise<Figures> {
	const discord = await openDiscord("unlimited");
	const open = (options: NodeNotifierOptions): ReturnType<typeof createNotifier> =>
		createNotifier({
			webhooks: { default: webhookOf(discord.place) },
			pacing: false,
			flushOnExit: false,
			...options,
		});
	const notifier = open(ROOM);
	await notifier.send(alert(-1));
	const warm: number[] = [];
	for (let round = 0; round < 8; round++) {
		warm.push(measure(count, (index) => notifier.notify(alert(round * count + index))));
		await notifier.flush(60_000);
	}
	const same = alert(7);
	const suppressed = rounds(count, () => notifier.notify(same));
	// Nobody listens at this port, so the queue stays full.
	const nowhere = webhookOf({ ...discord.place, origin: "http://127.0.0.1:9" });
	const full = open({ webhooks: { default: nowhere }, queue: { max: 100, maxTotal: 100 }, throttle: false });
	const dropped = rounds(count, () => full.notify(same));
	await full.close(1);
	const before = process.resourceUsage().maxRSS;
	const million = open({});
	await million.send(alert(-2));
	const millionUs = measure(count * 100, (index) =>
		million.notify({ severity: "P3", title: "storm", key: `${index}` }),
	);
	const millionMb = (process.resourceUsage().maxRSS - before) / 1024;
	await million.close(1);
	discord.close();
	return { warm: median(warm.slice(1)), suppressed, dropped, millionNs: millionUs * 1000, millionMb };
}

/** CPU of this thread per call, µs. */
function measure(count: number, run: (index: number) => void): number {
	const started = process.threadCpuUsage();
	for (let index = 0; index < count; index++) run(index);
	return since(started, process.threadCpuUsage(), count);
}

/** ns, over loops ten times as long, since each call takes so little. */
function rounds(count: number, run: () => void): number {
	return median(Array.from({ length: 10 }, () => measure(count * 10, run))) * 1000;
}
