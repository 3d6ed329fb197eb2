import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@dat/sandbox";
import { startServer } from "@dat/sandbox/node";
import { describe, expect, it, onTestFinished } from "vitest";

const EXAMPLES = fileURLToPath(new URL("../examples/", import.meta.url));
const CLI = fileURLToPath(new URL("../../packages/node/dist/cli.js", import.meta.url));

/** What each program raises; the titles as they arrive, without order. */
const PROGRAMS: readonly [file: string, titles: readonly string[], input?: string][] = [
	["node/recipes.mjs", ["P1 · Auth degraded", "P0 · DB down", "P3 · BTC bought", "P1 · Refund queue stuck"]],
	["node/patterns.mjs", ["P1 · Refund failed", "P0 · Payments down", "P2 · New user: @everyone"]],
	["use-cases/ci.sh", ["P2 · CI: main is red"]],
	["use-cases/cron.sh", ["P1 · Nightly report failed"]],
	["use-cases/backup.sh", ["P1 · No backup for 24 h"]],
	["use-cases/payments.mjs", ["P1 · Charge of order 47111 failed", "P0 · Payments down"]],
	["use-cases/iot.mjs", ["P1 · Cold store B is too warm", "P3 · Cold store B is cold again"]],
	[
		"use-cases/security.mjs",
		["P2 · Failed login", "P0 · root logged in"],
		"sshd: Failed password for bob from 192.0.2.7 port 1\nsshd: Accepted publickey for root from 192.0.2.9\n",
	],
	["use-cases/trading.mjs", ["P3 · BUY 0.5 BTC", "P0 · Drawdown 7 %: trading halted"]],
];

/** The `dat` command, as it is on a machine that has installed it. */
function installDat(folder: string): void {
	writeFileSync(join(folder, "dat"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
	chmodSync(join(folder, "dat"), 0o755);
}

async function run(file: string, input = "") {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const folder = mkdtempSync(join(tmpdir(), "dat-docs-"));
	mkdirSync(join(folder, "backups"));
	installDat(folder);
	const command = file.endsWith(".sh") ? "sh" : process.execPath;
	const child = spawn(command, [join(EXAMPLES, file)], {
		cwd: folder,
		env: {
			HOME: folder,
			PATH: `${folder}${delimiter}${process.env["PATH"]}`,
			DISCORD_WEBHOOK: webhook.url(server.url),
			NIGHTLY: "false",
			BACKUPS: join(folder, "backups"),
			STATE_DIRECTORY: folder,
		},
	});
	child.stdin.end(input);
	let said = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
	await new Promise((resolve) => child.once("close", resolve));
	const titles = sandbox
		.messages()
		.flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title.replace(/^\S+ /, "")));
	return { said, titles, token: webhook.token, sent: JSON.stringify(sandbox.messages().map(({ body }) => body)) };
}

describe("the programs that the site shows", () => {
	it.each(PROGRAMS)("%s runs, and its alerts arrive", async (file, expected, input) => {
		const { said, titles, token, sent } = await run(file, input);
		for (const title of expected) expect(titles, said).toContain(title);
		expect(said + sent).not.toContain(token);
		expect(sent).not.toContain("4242424242424242");
	});
});
