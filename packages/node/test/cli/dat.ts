import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@dat/sandbox";

export const CLI: string = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface World {
	readonly env?: Record<string, string | undefined>;
	readonly stdin?: string | Uint8Array;
	readonly cwd?: string;
	/** Through a shell that sends stdout and stderr to one pipe, `out`. */
	readonly isOnePlace?: boolean;
}

export interface Ended {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

export interface Started {
	kill(signal: NodeJS.Signals): void;
	/** Resolves when a text has come on stdout. */
	said(text: string): Promise<void>;
	readonly ended: Promise<Ended>;
}

/** Starts the real command, from source. */
export function start(args: readonly string[], { env = {}, stdin = "", cwd, isOnePlace = false }: World = {}): Started {
	const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
	const command = [process.execPath, "--conditions=@dat/source", CLI, ...args];
	const [file = "", ...words] = isOnePlace ? ["sh", "-c", 'exec "$@" 2>&1', "sh", ...command] : command;
	const child = spawn(file, words, { env: { ...inherited, ...env }, cwd });
	let out = "";
	let err = "";
	child.stdout.on("data", (chunk) => {
		out += chunk;
	});
	child.stderr.on("data", (chunk) => {
		err += chunk;
	});
	child.stdin.on("error", () => {}).end(stdin);
	return {
		kill: (signal) => void child.kill(signal),
		said: async (text) => {
			while (!out.includes(text)) await once(child.stdout, "data");
		},
		ended: once(child, "close").then(([code]) => ({ code, out, err })),
	};
}

export function dat(args: readonly string[], world?: World): Promise<Ended> {
	return start(args, world).ended;
}

export function tempFolder(): string {
	return mkdtempSync(join(tmpdir(), "dat-test-"));
}

/** The embed of the only message. */
export function onlyEmbed(sandbox: Sandbox): {
	readonly title: string;
	readonly description?: string;
	readonly color: number;
	readonly fields: { readonly name: string; readonly value: string }[];
} {
	const [message, ...more] = sandbox.messages();
	if (!message || more.length > 0) throw new Error(`${more.length + (message ? 1 : 0)} messages`);
	return (message.body["embeds"] as never[])[0]!;
}
