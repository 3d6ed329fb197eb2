// One library from nothing to the first alert, in a process that has nothing else: started by `start-cost.ts`.
import { LIBRARIES } from "../peers/libraries.ts";
import type { Place } from "../peers/peer.ts";

const [name = "", place = "{}"] = process.argv.slice(2);
const before = { ...process.cpuUsage(), rss: process.memoryUsage.rss() };
const peer = await LIBRARIES[name]?.open(JSON.parse(place) as Place);
process.send?.(used());
process.once("message", () => peer?.raise(1));
process.on("message", (word) => {
	if (word === "arrived") process.send?.(used(), undefined, {}, () => process.exit());
});

function used(): { readonly cpuMs: number; readonly mb: number } {
	const { user, system } = process.cpuUsage();
	return {
		cpuMs: (user + system - before.user - before.system) / 1000,
		mb: (process.memoryUsage.rss() - before.rss) / 2 ** 20,
	};
}
