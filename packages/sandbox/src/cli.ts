#!/usr/bin/env node
import { readVersion } from "./admin/description.ts";
import { announce, warnOfHost } from "./cli/announce.ts";
import { readScript, readTuning } from "./cli/read-files.ts";
import { type CliOptions, HELP, readOptions, UsageError } from "./cli/read-options.ts";
import { createListeningSandbox, type ListeningSandbox } from "./listen.ts";
import type { SandboxServer } from "./server.ts";

const CHANNELS = ["alerts", "info", "trades", "dev", "audit"];

async function main(options: CliOptions): Promise<void> {
	if (options.help) return console.log(HELP);
	if (options.version) return console.log(await readVersion());
	const sandbox = createListeningSandbox({ keep: options.keep, seed: options.seed });
	sandbox.tune(await readTuning(options.profile));
	const webhooks = CHANNELS.map((channel) => sandbox.createWebhook({ channel }));
	if (options.script !== undefined) {
		for (const [channel, faults] of await readScript(options.script)) {
			const webhook = webhooks.find((one) => one.channel === channel);
			if (!webhook) throw new UsageError(`--script names the channel "${channel}": take one of ${CHANNELS.join(", ")}`);
			sandbox.script(webhook.id, ...faults);
		}
	}
	const { url } = await listen(sandbox, options);
	const warning = warnOfHost(options.host);
	if (warning !== undefined) console.error(warning);
	console.log(announce(url, webhooks));
	for (const signal of ["SIGINT", "SIGTERM"] as const)
		process.once(signal, () => void sandbox[Symbol.asyncDispose]().then(() => process.exit(0)));
}

async function listen(sandbox: ListeningSandbox, { port, host }: CliOptions): Promise<SandboxServer> {
	try {
		return await sandbox.listen({ port, host });
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "EADDRINUSE") throw new UsageError(`port ${port} is taken: --port 0 takes any free one`);
		if (code === "EACCES") throw new UsageError(`port ${port} is not for you: take one above 1023`);
		if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
			throw new UsageError(`--host ${host} is no address of this machine: leave it out, or write 0.0.0.0 for all`);
		throw error;
	}
}

try {
	await main(readOptions(process.argv.slice(2)));
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	console.error(`dat-sandbox: ${error.message}\nSee dat-sandbox --help.`);
	process.exitCode = 2;
}
