#!/usr/bin/env node
import { parseArgs } from "node:util";
import { createSandbox } from "./create-sandbox.ts";
import { startServer } from "./server.ts";

const CHANNELS = ["alerts", "info", "trades", "dev", "audit"];

const HELP = `dat-sandbox: a local Discord for webhook alerts

  --port N     where to listen (default 4010)
  --host H     the address (default 127.0.0.1: this machine alone)
  --help       this text

Open the printed address to see what arrives.`;

const { values } = parseArgs({
	options: {
		port: { type: "string", default: "4010" },
		host: { type: "string", default: "127.0.0.1" },
		help: { type: "boolean", default: false },
	},
});
if (values.help) {
	console.log(HELP);
} else {
	const sandbox = createSandbox({ keep: 5000 });
	const webhooks = CHANNELS.map((channel) => sandbox.createWebhook({ channel }));
	const { url } = await startServer(sandbox, { port: Number(values.port), host: values.host });
	console.log(`The sandbox shows what arrives at ${url}\n`);
	for (const webhook of webhooks)
		console.log(`export DISCORD_WEBHOOK_${webhook.channel.toUpperCase()}=${webhook.url(url)}`);
	console.log("\nCtrl-C ends it.");
}
