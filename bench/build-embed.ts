// What a usual alert costs before it is queued: routing and rendering; and one check of the throttle at 100,000 keys.
import { type Alert, buildEmbed, channelFor, createThrottle } from "@dat/core";
import { cpuNanoseconds } from "./measure.ts";

const USUAL: Alert = {
	severity: "P2",
	title: "Disk 91 % full on db-3",
	description: "x".repeat(200),
	fields: { host: "db-3", mount: "/var/lib/postgresql", free: "41 GiB", trend: "+2 % a day", team: "storage" },
};

const embedNs = cpuNanoseconds(20_000, () => {
	channelFor(USUAL.severity);
	buildEmbed(USUAL, { nowMs: 0 });
});
console.log(`buildEmbed and routing   ${(embedNs / 1000).toFixed(1)} µs (target: under 20)`);

for (const maxKeys of [10_000, 200_000]) {
	const throttle = createThrottle({ maxKeys });
	const keys = Array.from({ length: 100_000 }, (_, index) => `P2 key number ${index}`);
	for (const key of keys) throttle.check(key, 0);
	global.gc?.();
	const before = process.memoryUsage().heapUsed;
	let at = 0;
	const checkNs = cpuNanoseconds(1_000_000, (index) => {
		throttle.check(keys[at++ % keys.length] ?? "", index / 10);
	});
	global.gc?.();
	const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
	console.log(
		`throttle, 100,000 keys live, maxKeys ${maxKeys}   ${checkNs.toFixed(0)} ns a check (target: 400), heap ${grown.toFixed(1)} MiB more after 1,000,000 checks, ${throttle.size} keys held`,
	);
}
