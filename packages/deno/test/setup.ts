import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox, type Sandbox, startServer, type WebhookHandle } from "@dat/sandbox";
import { onTestFinished } from "vitest";

/** How a program ended. */
export interface Ended {
	readonly code: number | null;
	readonly printed: string;
	readonly said: string;
}

/** A program under way. */
export interface Running {
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
}

/** A sandbox, and programs that raise alerts into it. */
export interface World {
	readonly sandbox: Sandbox;
	readonly webhook: WebhookHandle;
	/** The webhook's URL, a secret. */
	readonly url: string;
	/** The sandbox's host and port. */
	readonly host: string;
	/** Runs deno with these words; the webhook is in the environment. */
	readonly start: (...words: readonly string[]) => Running;
	/** The same with more variables. */
	readonly startWith: (more: Readonly<Record<string, string>>, ...words: readonly string[]) => Running;
}

/** The binary itself, which the npm package puts beside its shim at the first call: the shim does not hand on signals. */
function findDeno(): string {
	const shim = createRequire(import.meta.url).resolve("deno/bin.cjs");
	execFileSync(process.execPath, [shim, "--version"]);
	return join(dirname(shim), process.platform === "win32" ? "deno.exe" : "deno");
}

const DENO = findDeno();

export const here: string = fileURLToPath(new URL(".", import.meta.url));

/** The permissions that the README names, and no more. */
export function narrow(host: string): readonly string[] {
	return [`--allow-net=${host}`, "--allow-env=DISCORD_WEBHOOK"];
}

export async function setup(): Promise<World> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const url = webhook.url(server.url);
	const { PATH, HOME } = process.env;
	const startWith: World["startWith"] = (more, ...words) => {
		const child = spawn(DENO, words, {
			cwd: here,
			env: { PATH, HOME, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DISCORD_WEBHOOK: url, ...more },
			stdio: ["ignore", "pipe", "pipe"],
		});
		onTestFinished(() => void child.kill("SIGKILL"));
		return { child, ended: watch(child) };
	};
	const { host } = new URL(server.url);
	return { sandbox, webhook, url, host, startWith, start: (...words) => startWith({}, ...words) };
}

/** The titles of all embeds that arrived, in order. */
export function titles({ sandbox }: World): string[] {
	return sandbox.messages().flatMap(({ body }) => (body["embeds"] as { title: string }[]).map(({ title }) => title));
}

async function watch(child: ChildProcess): Promise<Ended> {
	let printed = "";
	let said = "";
	child.stdout?.on("data", (chunk) => {
		printed += chunk;
	});
	child.stderr?.on("data", (chunk) => {
		said += chunk;
	});
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, printed, said };
}
