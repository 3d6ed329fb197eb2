// What @dat/node costs a server: its import, a storm of a million alerts, and how soon an alert leaves while the thread
// that raised it is busy.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { createNotifier } from "@dat/node";

/** The server tells so long after an arrival. */
const TELL_MS = 5;
const server = fork(new URL("./unlimited-server.ts", import.meta.url), {
	stdio: ["ignore", "ignore", "inherit", "ipc"],
});
const [{ port }] = (await once(server, "message")) as [{ port: number }];
const webhook = (token: string): string =>
	`http://127.0.0.1:${port}/api/webhooks/${"1".repeat(18)}/${token.repeat(68)}`;

importCost();
await busy();
await storm("one key", {}, () => "same");
await storm("a million keys", {}, (index) => `${index}`);
await storm("no throttle", { throttle: false }, () => "same");
server.kill();

function importCost(): void {
	const cost = (code: string): { ms: number; mb: number } => {
		const runs = Array.from({ length: 7 }, () => {
			const report = `const { user, system } = process.cpuUsage(); console.log(user + system, process.memoryUsage.rss())`;
			const said = execFileSync(process.execPath, ["--input-type=module", "-e", `${code}; ${report}`], {
				encoding: "utf8",
				cwd: new URL(".", import.meta.url),
			});
			const [us = 0, bytes = 0] = said.split(" ").map(Number);
			return { ms: us / 1000, mb: bytes / 2 ** 20 };
		});
		return { ms: Math.min(...runs.map(({ ms }) => ms)), mb: Math.min(...runs.map(({ mb }) => mb)) };
	};
	const bare = cost("");
	const ours = cost('await import("@dat/node")');
	console.log(`import: ${(ours.ms - bare.ms).toFixed(1)} ms CPU, ${(ours.mb - bare.mb).toFixed(1)} MB over bare node`);
}

async function busy(): Promise<void> {
	const notifier = createNotifier({ webhooks: { default: webhook("b") }, pacing: false });
	await notifier.send({ severity: "P1", title: "warm" });
	const waits: number[] = [];
	let arrivedMs = 0;
	server.on("message", ({ atMs }: { atMs: number }) => {
		arrivedMs = atMs - TELL_MS;
	});
	for (let round = 0; round < 10; round++) {
		await new Promise((resolve) => setTimeout(resolve, 50));
		const raisedMs = Date.now();
		notifier.notify({ severity: "P1", title: "busy", key: `busy ${round}` });
		while (Date.now() - raisedMs < 200);
		while (arrivedMs < raisedMs) await once(server, "message");
		waits.push(arrivedMs - raisedMs);
	}
	console.log(
		`on the wire while the raising thread is busy for 200 ms: ${waits.toSorted((a, b) => a - b)[5]} ms, median of 10`,
	);
	await notifier.close();
}

async function storm(name: string, options: object, key: (index: number) => string): Promise<void> {
	const notifier = createNotifier({ webhooks: { default: webhook("s") }, flushOnExit: false, ...options });
	await notifier.send({ severity: "P3", title: "warm" });
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	const started = process.threadCpuUsage();
	let peak = 0;
	for (let index = 0; index < 1_000_000; index++) {
		notifier.notify({ severity: "P3", title: "storm", key: key(index) });
		if (index % 10_000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
	}
	const { user, system } = process.threadCpuUsage(started);
	const { raised, suppressed, dropped, pending } = notifier.stats();
	console.log(
		`storm, ${name}: ${(((user + system) * 1000) / 1e6).toFixed(0)} ns CPU per alert, +${((peak - before) / 2 ** 20).toFixed(0)} MB, ${raised} raised, ${suppressed} suppressed, ${dropped} dropped, ${pending} pending`,
	);
	await notifier.close(1);
}
