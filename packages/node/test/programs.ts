import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import { onTestFinished } from "vitest";

/** How a program ended, and what it wrote. */
export interface Ended {
	readonly code: number | null;
	/** To stderr. */
	readonly said: string;
	/** To stdout. */
	readonly printed: string;
}

/** A folder of programs that know the package by its name, as it is built. */
export interface Programs {
	readonly sandbox: Sandbox;
	readonly folder: string;
	/** Runs node with these arguments, and the webhook of the sandbox in the environment. */
	readonly run: (...args: readonly string[]) => Promise<Ended>;
	/** Writes a file into the folder. */
	readonly write: (file: string, text: string) => void;
	/** Links packages as they are installed here. */
	readonly install: (...names: readonly string[]) => void;
}

const own = fileURLToPath(new URL("..", import.meta.url));

/** A folder outside of the repo, so that nothing is found by accident, and a sandbox with one webhook; `variables` win. */
export async function setupPrograms(variables: NodeJS.ProcessEnv = {}): Promise<Programs> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
	const folder = mkdtempSync(join(tmpdir(), "dat-"));
	const marks = /^(VITEST|JEST|NODE_ENV$|NODE_TEST)/;
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !marks.test(name)));
	return {
		sandbox,
		folder,
		run: (...args) => runNode(args, folder, { ...env, DISCORD_WEBHOOK: webhook, ...variables }),
		write: (file, text) => {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), text);
		},
		install: (...names) => {
			for (const name of names) {
				const link = join(folder, "node_modules", name);
				mkdirSync(dirname(link), { recursive: true });
				symlinkSync(name === "@dat/node" ? own : join(own, "node_modules", name), link);
			}
		},
	};
}

async function runNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
	const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
	onTestFinished(() => void child.kill("SIGKILL"));
	let said = "";
	let printed = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	child.stdout.on("data", (chunk) => {
		printed += chunk;
	});
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, said, printed };
}
