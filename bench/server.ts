// What @dat/node costs a server: its import, a storm of a million alerts, and how soon an alert leaves while the thread
// that raised it is busy.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { createNotifier } from "@dat/node";
import { Pool } from "undici";

const server = fork(new URL("./unlimited-server.ts", import.meta.url), {
	stdio: ["ignore", "ignore", "inherit", "ipc"],
});
const [{ port }] = (await once(server, "message")) as [{ port: number }];
const webhook = (token: string): string =>
	`http://127.0.0.1:${port}/api/webhooks/${"1".repeat(18)}/${token.repeat(68)}`;

importCost();
await onTheWire();
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

/** Comparable with the server's. */
function now(): number {
	return performance.timeOrigin + performance.now();
}

/** ms from `raise` until the server has the whole request; this thread is busy for `busyMs` right after it. */
async function arrival(raise: () => unknown, busyMs: number): Promise<number> {
	await new Promise((resolve) => setTimeout(resolve, 50));
	const raisedMs = now();
	raise();
	while (now() - raisedMs < busyMs);
	for (;;) {
		// Checked: the server sends nothing else any more.
		const [{ atMs }] = (await once(server, "message")) as [{ atMs: number }];
		if (atMs > raisedMs) return atMs - raisedMs;
	}
}

async function onTheWire(): Promise<void> {
	const notifier = createNotifier({ webhooks: { default: webhook("b") }, pacing: false });
	const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
	const post = async (): Promise<void> => {
		const { body } = await pool.request({ method: "POST", path: "/", body: '{"embeds":[{"title":"P1"}]}' });
		await body.dump();
	};
	let key = 0;
	const raise = (): unknown => notifier.notify({ severity: "P1", title: "now", key: `${key++}` });
	await notifier.send({ severity: "P1", title: "warm" });
	await post();
	const waits: Record<string, number[]> = { busy: [], idle: [], undici: [] };
	for (let round = 0; round < 15; round++) {
		waits["busy"]?.push(await arrival(raise, 200));
		waits["idle"]?.push(await arrival(raise, 0));
		waits["undici"]?.push(await arrival(() => void post(), 0));
	}
	const median = (name: string): string => `${waits[name]?.toSorted((a, b) => a - b)[7]?.toFixed(1)} ms`;
	console.log(
		`on the wire after ${median("busy")} while the raising thread is busy for 200 ms, else ${median("idle")}`,
	);
	console.log(`undici alone, in turns with these: ${median("undici")}; medians of 15`);
	await notifier.close();
	await pool.close();
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
