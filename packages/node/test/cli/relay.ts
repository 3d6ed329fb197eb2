import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { onTestFinished } from "vitest";
import { CLI } from "./dat.ts";

/** A relay under way. */
export interface Running {
	readonly child: ChildProcess;
	readonly url: string;
	readonly lines: Interface;
	/** Resolves with the exit code. */
	readonly ended: Promise<number | null>;
	/** All that it has said on stderr. */
	readonly said: () => string;
}

export function spawnRelay(args: readonly string[], env: Record<string, string | undefined>): ChildProcess {
	const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", CLI, "relay", ...args], {
		env: { ...inherited, ...env },
		stdio: ["ignore", "ignore", "pipe"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}

/** Starts a relay on a free port; resolves when it listens. */
export async function startRelay(env: Record<string, string | undefined>): Promise<Running> {
	const child = spawnRelay(["--port", "0"], env);
	const ended = once(child, "close").then(([code]) => code as number | null);
	if (!child.stderr) throw new Error("there is no stderr");
	let said = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const lines = createInterface(child.stderr);
	const [line] = (await once(lines, "line")) as [string];
	return { child, url: /http:\/\/\S+/.exec(line)?.[0] ?? line, lines, ended, said: () => said };
}
