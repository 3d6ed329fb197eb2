// 100,000 hostile requests over real HTTP at `dat relay`, in a process of its own, with a genuine alert after every 1000:
// how fast they are answered, what the relay's memory does, and whether what is genuine gets through meanwhile; `--quick` with 2000.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createPageToken } from "@dat/core/relay";
import { createSandbox, startServer } from "@dat/sandbox";
import { Pool } from "undici";

const HOSTILE = process.argv.includes("--quick") ? 2000 : 100_000;
const GENUINE_EVERY = 1000;
const AT_ONCE = 64;
const ORIGIN = "https://shop.example";
const KEY = "k".repeat(32);
const PAGE_BYTES = 4096;
const HEAP_MIB = 40;

const sandbox = createSandbox();
const server = await startServer(sandbox);
const webhook = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
const cli = fileURLToPath(import.meta.resolve("@dat/node")).replace(/index\.js$/, "cli.js");
// Room enough for what it holds, and too little for what a leak of 100 bytes a request would add to it.
const relay = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, cli, "relay", "--port", "0"], {
	env: {
		PATH: process.env["PATH"],
		DISCORD_WEBHOOK: webhook,
		DAT_RELAY_ORIGINS: ORIGIN,
		DAT_RELAY_TOKEN_KEY: KEY,
		DAT_RELAY_TRUST_PROXY: "1",
	},
	stdio: ["ignore", "ignore", "pipe"],
});
const [line] = (await once(createInterface(relay.stderr), "line")) as [string];
const origin = /http:\/\/[^\s,]+/.exec(line)?.[0] ?? "";
const pool = new Pool(origin, { connections: AT_ONCE });

const stolen = await createPageToken({ key: KEY });

async function post(from: { token: string; origin: string; address: number }, body: string): Promise<number> {
	const { token, address } = from;
	const answer = await pool.request({
		method: "POST",
		path: `/alerts?token=${token}`,
		headers: {
			origin: from.origin,
			"content-type": "text/plain",
			"x-forwarded-for": `203.0.113.7, 10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
		},
		body,
	});
	await answer.body.dump();
	return answer.statusCode;
}

/** One of five kinds: another site, a forged token, too large, not JSON, and one token out of a page. */
function attack(index: number): Promise<number> {
	const noise = JSON.stringify({ severity: "P1", title: `noise ${"x".repeat(index % 400)}` });
	const from = { token: stolen, origin: ORIGIN, address: index };
	if (index % 5 === 0) return post({ ...from, origin: "https://evil.example" }, noise);
	if (index % 5 === 1)
		return post({ ...from, token: `1.${"a".repeat(9)}.${"0".repeat(32)}.${"ab".repeat(32)}` }, noise);
	if (index % 5 === 2) return post(from, "x".repeat(70_000));
	return post(from, index % 5 === 3 ? "[".repeat(2000) : noise);
}

function residentMib(): number {
	const [, pages = "0"] = readFileSync(`/proc/${relay.pid}/statm`, "utf8").split(" ");
	return (Number(pages) * PAGE_BYTES) / 2 ** 20;
}

const statuses = new Map<number, number>();
const genuineMs: number[] = [];
const memory: number[] = [];
let next = 0;

async function raiseGenuine(index: number): Promise<void> {
	const startedMs = performance.now();
	const from = { token: await createPageToken({ key: KEY }), origin: ORIGIN, address: HOSTILE + index };
	// In letters: numbers would be one key of the throttle.
	const name = String.fromCharCode(97 + ((index / GENUINE_EVERY / 10) % 10), 97 + ((index / GENUINE_EVERY) % 10));
	const status = await post(from, JSON.stringify({ severity: "P1", title: `genuine ${name}` }));
	if (status !== 200) throw new Error(`a genuine alert was answered ${status}`);
	genuineMs.push(performance.now() - startedMs);
}

async function work(): Promise<void> {
	for (let index = next++; index < HOSTILE; index = next++) {
		const status = await attack(index);
		statuses.set(status, (statuses.get(status) ?? 0) + 1);
		if (index % GENUINE_EVERY === 0) await raiseGenuine(index);
		if (index % 10_000 === 9_999) memory.push(residentMib());
	}
}

const startedMs = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, work));
const tookMs = performance.now() - startedMs;
await pool.close();
relay.kill("SIGTERM");
const [code] = await once(relay, "close");
const shown = new Set(JSON.stringify(sandbox.messages().map(({ body }) => body)).match(/genuine [a-j]{2}/g));
genuineMs.sort((one, other) => one - other);
await server.close();

console.log(
	`answers: ${[...statuses]
		.sort()
		.map(([status, count]) => `${count} × ${status}`)
		.join(", ")}`,
);
console.log(`hostile requests a second: ${Math.round(HOSTILE / (tookMs / 1000))}, with ${AT_ONCE} at once`);
console.log(
	`genuine alerts: ${genuineMs.length} taken, ${shown.size} in Discord when the relay had ended with ${code}`,
);
console.log(
	`answer to a genuine alert: median ${genuineMs[genuineMs.length >> 1]?.toFixed(1)} ms, slowest ${genuineMs.at(-1)?.toFixed(1)} ms`,
);
console.log(
	`memory of the relay, whose heap may have ${HEAP_MIB} MiB, after each 10,000, MiB: ${memory.map((mib) => mib.toFixed(0)).join(", ")}`,
);
