// Draining 300 distinct P2 alerts to one webhook over real HTTP, with and without the hidden limit of the channel,
// and what a P0 raised in the middle has to wait.
import { createNotifier, type NotifierOptions } from "@dat/node";
import { createSandbox, type SandboxLimits, startServer } from "@dat/sandbox";

const COUNT = 300;

interface Scenario {
	readonly name: string;
	readonly options: NotifierOptions;
	readonly limits: Partial<SandboxLimits>;
	/** When P0s are raised, ms. */
	readonly p0AtMs: readonly number[];
}

const SCENARIOS: readonly Scenario[] = [
	{ name: "5 per 2 s, pacing off", options: { pacing: false }, limits: { channel: false }, p0AtMs: [] },
	{
		name: "the same, P0s among them",
		options: { pacing: false },
		limits: { channel: false },
		p0AtMs: [500, 3700, 5900, 7950],
	},
	{ name: "hidden 30 per 60 s too", options: {}, limits: {}, p0AtMs: [] },
];

for (const scenario of SCENARIOS) await run(scenario);

async function run({ name, options, limits, p0AtMs }: Scenario): Promise<void> {
	const sandbox = createSandbox({ limits });
	const { url } = sandbox.createWebhook({ channel: "info" });
	const server = await startServer(sandbox);
	const notifier = createNotifier({ ...options, webhooks: { default: url(server.url) } });
	const started = performance.now();
	const seconds = (): string => ((performance.now() - started) / 1000).toFixed(2);
	for (let index = 0; index < COUNT; index++) {
		notifier.notify({ severity: "P2", title: `alert ${index}`, description: "x".repeat(300), key: `${index}` });
	}
	const waits = p0AtMs.map(async (atMs, index) => {
		await new Promise((resolve) => setTimeout(resolve, atMs));
		const raised = performance.now();
		await notifier.send({ severity: "P0", title: "down", key: `p0 ${index}` });
		return performance.now() - raised;
	});
	const alive = setInterval(() => {}, 1000);
	const at11 = new Promise((resolve) => setTimeout(resolve, 11_000)).then(() => notifier.stats().delivered);
	await notifier.flush(120_000);
	const took = seconds();
	const p0Ms = await Promise.all(waits);
	const { delivered, requests, rateLimited } = notifier.stats();
	const titles = sandbox
		.messages()
		.flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title));
	const numbers = titles.flatMap((title) => /alert (\d+)/.exec(title)?.[1] ?? []).map(Number);
	const isOrdered = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
	console.log(
		`${name}: ${delivered} delivered (${await at11} after 11 s) in ${took} s, ${requests} requests, ${rateLimited} × 429, ${isOrdered ? "in order" : "OUT OF ORDER"}${p0Ms.length > 0 ? `, P0 ${p0Ms.map((ms) => ms.toFixed(0)).join(", ")} ms` : ""}`,
	);
	clearInterval(alive);
	await notifier.close();
	await server.close();
}
