// One peer in a process of its own: raises a burst against a server without limits and prints what that cost.
import { fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { PEERS } from "./peers.ts";

const [name = "", count = "10000"] = process.argv.slice(2);
const burst = Number(count);
const server = fork(new URL("./unlimited-server.ts", import.meta.url), {
	stdio: ["ignore", "ignore", "inherit", "ipc"],
});
const [{ port }] = (await once(server, "message")) as [{ port: number }];
let arrived = 0;
server.on("message", (message: { alerts: number }) => {
	arrived = message.alerts;
});

const beforeImport = process.cpuUsage();
const memoryBefore = process.memoryUsage.rss();
const peer = await PEERS[name]?.(`http://127.0.0.1:${port}`, "a".repeat(68));
if (!peer) throw new Error(`no peer ${name}; write one of ${Object.keys(PEERS).join(", ")}`);
const { user, system } = process.cpuUsage(beforeImport);
const opened = { cpuMs: (user + system) / 1000, rssMb: (process.memoryUsage.rss() - memoryBefore) / 2 ** 20 };
for (let index = 0; index < 20; index++) peer.raise(index);
await until(20);

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await new Promise((resolve) => setTimeout(resolve, 100));
delay.reset();
const thread = process.threadCpuUsage();
const whole = process.cpuUsage();
const started = performance.now();
for (let index = 0; index < burst; index++) peer.raise(1000 + index);
const raised = perAlert(process.threadCpuUsage(thread));
await until(burst + 20);
console.log(
	JSON.stringify({
		name,
		opened,
		raise: raised,
		main: perAlert(process.threadCpuUsage(thread)),
		process: perAlert(process.cpuUsage(whole)),
		loopMaxMs: delay.max / 1e6,
		seconds: (performance.now() - started) / 1000,
	}),
);
server.kill();
process.exit();

async function until(alerts: number): Promise<void> {
	while (arrived < alerts) await once(server, "message");
}

function perAlert({ user, system }: NodeJS.CpuUsage): number {
	return (user + system) / burst;
}
