import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import type { Project } from "./project.ts";

/** How much later than told a retry goes, ms (design, section 5, rule 3). */
const AFTER_MS = 300 + 50;

/** Where a program sends to. */
export interface Discord {
	readonly webhook: string;
	readonly base: string;
}

/**
 * What every runtime must do: an alert whose text holds the webhook itself meets a 429, waits as long as told, arrives once
 * and redacted, and the token shows in nothing that the program prints.
 */
export async function playScenario(play: (discord: Discord) => Promise<string>): Promise<void> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	try {
		const webhook = sandbox.createWebhook({ channel: "alerts" });
		sandbox.script(webhook.id, {
			status: 429,
			headers: { "retry-after": "1", "x-ratelimit-scope": "shared" },
			body: { message: "The resource is being rate limited.", retry_after: 0.3, global: false },
		});
		const printed = await play({ webhook: webhook.url(server.url), base: `${server.url}/api/v10` });
		assert.ok(printed.includes('"status":"delivered"'), `the program printed: ${printed}`);
		assert.ok(printed.includes('"isFlushed":true'), `the program printed: ${printed}`);
		assert.ok(!printed.includes(webhook.token), "the program printed the webhook's token");
		checkLedger(sandbox, webhook.token);
	} finally {
		await server.close();
	}
}

function checkLedger({ ledger, messages }: Sandbox, token: string): void {
	const posts = ledger.filter(({ method }) => method === "POST");
	assert.equal(posts.length, 2, `it took ${posts.length} requests, and not 2`);
	const [first, second] = posts;
	assert.ok(first && second && second.atMs - first.atMs >= AFTER_MS, "the retry came earlier than Discord told");
	assert.equal(messages().length, 1);
	const text = JSON.stringify(messages()[0]?.body);
	assert.ok(text.includes("from a real runtime"), `another message arrived: ${text}`);
	assert.ok(!text.includes(token), "the webhook's token was sent");
}

/** Runs a program as a user would, and gives what it printed. */
export async function runProgram(
	{ folder }: Project,
	{ webhook }: Discord,
	[command, ...words]: readonly [string, ...string[]],
): Promise<string> {
	const { PATH, HOME } = process.env;
	const child = spawn(command, words, { cwd: folder, env: { PATH, HOME, DISCORD_WEBHOOK: webhook } });
	let printed = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
	const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
	assert.equal(code, 0, `it ended with ${code}: ${printed}`);
	return printed;
}
