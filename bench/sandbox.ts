// What the sandbox itself costs: `respond` in process, and messages over loopback HTTP. Counted in CPU time of the process that
// serves, so that a busy machine changes little; `--seconds N` for longer runs, 0 to see that it runs.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { createSandbox, respond, type Sandbox, type SandboxRequest } from "@dat/sandbox";

const { values } = parseArgs({
	options: { seconds: { type: "string", default: "2" }, serve: { type: "boolean", default: false } },
});
const UNLIMITED = { bucket: false, channel: false, global: false } as const;
const KEEP = values.seconds === "0" ? 50 : 5000;

const SIMPLE = JSON.stringify({ content: "DB down", allowed_mentions: { parse: [] } });
const EMBED = JSON.stringify({
	username: "checkout",
	embeds: [
		{
			title: "DB down",
			description: "p99 over 2 s for the last five minutes; the pool is exhausted.",
			color: 0xff0000,
			timestamp: "2026-01-01T00:00:00.000Z",
			fields: [
				{ name: "region", value: "ap-south-1", inline: true },
				{ name: "host", value: "db-3", inline: true },
			],
			footer: { text: "P0" },
		},
	],
	allowed_mentions: { parse: [] },
});

function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function inProcess(body: string): { readonly perCpuSecond: number; readonly heapMb: number } {
	const sandbox: Sandbox = createSandbox({ limits: UNLIMITED, keep: KEEP });
	const { id, token } = sandbox.createWebhook({ channel: "alerts" });
	const call: SandboxRequest = {
		method: "POST",
		path: `/api/v10/webhooks/${id}/${token}`,
		headers: { "content-type": "application/json", "user-agent": "DiscordBot (https://example.com, 1)" },
		body: new TextEncoder().encode(body),
		address: "127.0.0.1",
	};
	const { state } = sandbox;
	const run = (count: number): void => {
		for (let index = 0; index < count; index++) {
			respond(state, call, 1_750_000_000_000 + index);
			if (state.ledger.length < KEEP) continue;
			state.ledger.length = 0;
			state.messages.clear();
		}
	};
	run(50_000);
	const untilMs = cpuMs() + Number(values.seconds) * 1000;
	const startMs = cpuMs();
	let done = 0;
	while (cpuMs() < untilMs) {
		run(10_000);
		done += 10_000;
	}
	const perCpuSecond = (done / (cpuMs() - startMs)) * 1000;
	return { perCpuSecond, heapMb: process.memoryUsage().heapUsed / 1e6 };
}

/** Heap after many times as many messages as are kept: it must not grow. */
function heapOverTime(): readonly number[] {
	const sandbox: Sandbox = createSandbox({ limits: UNLIMITED, keep: KEEP });
	const { id, token } = sandbox.createWebhook({ channel: "alerts" });
	const call = { method: "POST", path: `/api/v10/webhooks/${id}/${token}`, address: "127.0.0.1" };
	const headers = { "content-type": "application/json" };
	return Array.from({ length: 5 }, () => {
		for (let index = 0; index < KEEP * 10; index++)
			sandbox.handle({ ...call, headers, body: new TextEncoder().encode(EMBED) });
		globalThis.gc?.();
		return process.memoryUsage().heapUsed / 1e6;
	});
}

/** The server's half, in a process of its own. */
async function serve(): Promise<void> {
	const sandbox = createSandbox({ limits: UNLIMITED, keep: KEEP });
	const { url } = await sandbox.listen();
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	process.send?.({ url: webhook.url(url) });
	process.on("message", () => process.send?.({ cpuMs: cpuMs(), rssMb: process.memoryUsage().rss / 1e6 }));
	process.once("disconnect", () => process.exit(0));
}

async function overHttp(body: string): Promise<{ readonly perCpuSecond: number; readonly rssMb: number }> {
	const child = fork(import.meta.filename, ["--serve"]);
	const [{ url }] = await once(child, "message");
	const agent = new Agent({ keepAlive: true, maxSockets: 16 });
	const ask = async (): Promise<{ cpuMs: number; rssMb: number }> => {
		child.send("now");
		return (await once(child, "message"))[0];
	};
	await post(url, { agent, body, count: 4000 });
	const start = await ask();
	const count = Number(values.seconds) * 5000;
	await post(url, { agent, body, count });
	const end = await ask();
	agent.destroy();
	child.disconnect();
	return { perCpuSecond: (count / (end.cpuMs - start.cpuMs)) * 1000, rssMb: end.rssMb };
}

async function post(
	url: string,
	{ agent, body, count }: { readonly agent: Agent; readonly body: string; readonly count: number },
): Promise<void> {
	const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
	let left = count;
	const one = (): Promise<void> =>
		new Promise((resolve, reject) => {
			request(url, { method: "POST", agent, headers }, (response) => {
				if (response.statusCode !== 204) reject(new Error(`answered ${response.statusCode}`));
				response.resume().once("end", resolve);
			})
				.once("error", reject)
				.end(body);
		});
	const worker = async (): Promise<void> => {
		while (left-- > 0) await one();
	};
	await Promise.all(Array.from({ length: 16 }, worker));
}

/** From nothing to the first answer, by the command as it is installed. */
async function firstAnswer(): Promise<{ readonly wallMs: number }> {
	const cli = new URL("../packages/sandbox/dist/cli.js", import.meta.url);
	const startMs = performance.now();
	const child = spawn(process.execPath, [cli.pathname, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
	let out = "";
	for await (const chunk of child.stdout) {
		out += chunk;
		if (out.includes("Ctrl-C")) break;
	}
	const url = /DISCORD_WEBHOOK_ALERTS=(\S+)/.exec(out)?.[1] ?? "";
	const { status } = await fetch(url);
	const wallMs = performance.now() - startMs;
	child.kill();
	if (status !== 200) throw new Error(`answered ${status}`);
	return { wallMs };
}

if (values.serve) await serve();
else {
	for (const [name, body] of Object.entries({ "a line of text": SIMPLE, "an embed": EMBED })) {
		const direct = inProcess(body);
		const http = await overHttp(body);
		console.log(
			`${name}: ${Math.round(direct.perCpuSecond).toLocaleString("en")} respond per CPU second (heap ${direct.heapMb.toFixed(0)} MB), ` +
				`${Math.round(http.perCpuSecond).toLocaleString("en")} messages over HTTP per CPU second of the server (rss ${http.rssMb.toFixed(0)} MB)`,
		);
	}
	const heaps = heapOverTime().map((mb) => `${mb.toFixed(0)} MB`);
	console.log(`heap after each 50,000 messages, ${KEEP.toLocaleString("en")} of them kept: ${heaps.join(", ")}`);
	const starts: number[] = [];
	for (let count = 0; count < 5; count++) starts.push((await firstAnswer()).wallMs);
	console.log(
		`start to first answer: ${Math.min(...starts).toFixed(0)} ms at best of five, ${Math.max(...starts).toFixed(0)} ms at worst`,
	);
}
