// `npm start`: the sandbox, its page, and a bad day played through @dat/node. `-- --exit` ends by itself, `-- --real` goes to Discord.
import { parseArgs } from "node:util";
import { createNotifier } from "@dat/node";
import { openPage } from "./page.ts";
import { playCalm, playStorm } from "./play.ts";
import { report } from "./report.ts";
import { openSandbox } from "./sandbox.ts";

const { values } = parseArgs({
	options: {
		exit: { type: "boolean", default: false },
		real: { type: "boolean", default: false },
		port: { type: "string", default: "4010" },
	},
});

if (values.real) await playForReal();
else await playInSandbox();

async function playForReal(): Promise<void> {
	await using notifier = createNotifier({ username: "dat demo" });
	const { channels, p0Mention } = await notifier.probe();
	for (const [channel, { status, detail }] of Object.entries(channels))
		console.log(`${channel}: ${status} (${detail})`);
	if (Object.keys(channels).length === 0) {
		console.log("set DISCORD_WEBHOOK_ALERTS and its kin, or DISCORD_WEBHOOK for all channels");
		process.exitCode = 1;
		return;
	}
	console.log(`a P0 would ping ${p0Mention || "nobody"}; this demo pings nobody\n`);
	await playCalm(notifier);
	await notifier.send({ severity: "P0", title: "This is what a P0 looks like", mention: [] }, { timeoutMs: 30_000 });
	const { raised, delivered, suppressed, dropped, pending } = notifier.stats();
	console.log(
		`raised ${raised}, delivered ${delivered}, suppressed ${suppressed}, dropped ${dropped}, pending ${pending}`,
	);
	process.exitCode = delivered === raised ? 0 : 1;
}

async function playInSandbox(): Promise<void> {
	const opened = await openSandbox(Number(values.port));
	const { sandbox, server, webhooks } = opened;
	console.log(`\nThe sandbox shows what arrives at ${server.url}\n`);
	const notifier = createNotifier({ webhooks, username: "checkout" });
	await playCalm(notifier);
	const storm = await playStorm(notifier, sandbox);
	await notifier.close(15_000);
	const isTrue = report(notifier.stats(), storm, sandbox);
	process.exitCode = isTrue ? 0 : 1;
	if (values.exit) return server.close();
	const page = await openPage(opened, Number(values.port) + 1);
	console.log(`\nThe sandbox stays at ${server.url}, and a web page with buttons is at ${page.url}; Ctrl-C ends.`);
	process.once("SIGINT", async () => {
		await page.close();
		await server.close();
	});
}
