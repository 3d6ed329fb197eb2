import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { isatty } from "node:tty";
import { complain, EXIT } from "./command.ts";
import type { Output } from "./output.ts";

/** How a command ended. */
export interface Ended {
	/** As a shell tells it: 128 + N for signal N, 127 and 126 for what could not be started. */
	readonly code: number;
	/** The same in words: `exit code 3`, `SIGKILL`, `no such command`. */
	readonly how: string;
	readonly durationMs: number;
}

/** What is passed on to the command. */
export const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const;

/** A terminal gives these to all that runs in it; heard twice, many a command gives up cleaning up. */
const FROM_TERMINAL: readonly string[] = ["SIGINT", "SIGQUIT"];

/** Runs a command with our stdin, passes signals on to it, and tells how it ended. */
export async function supervise(command: readonly string[], output: Output | undefined): Promise<Ended> {
	const startedMs = performance.now();
	let child: ChildProcess | undefined;
	const hasTerminal = [0, 1, 2].some(isatty);
	// Before the start: without a listener a signal would end us and leave the command alone.
	for (const signal of SIGNALS)
		process.on(signal, () => {
			if (!hasTerminal || !FROM_TERMINAL.includes(signal)) child?.kill(signal);
		});
	const finish = (end: Omit<Ended, "durationMs">): Ended => ({ ...end, durationMs: performance.now() - startedMs });
	try {
		child = spawn(command[0] ?? "", command.slice(1), { stdio: output?.stdio ?? "inherit" });
		await once(child, "spawn");
	} catch (error) {
		output?.follow(undefined);
		const failure = toFailure(error);
		complain(`${command[0]} was not started: ${failure.how}`);
		return finish(failure);
	}
	output?.follow(child);
	// Checked: what node:child_process says of `exit`.
	const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
	if (signal === null) return finish({ code: code ?? EXIT.broken, how: `exit code ${code}` });
	return finish({ code: 128 + constants.signals[signal], how: signal });
}

/** Node throws some of these and emits others. */
function toFailure(error: unknown): Omit<Ended, "durationMs"> {
	const { code, message } = error as NodeJS.ErrnoException; // checked: spawn throws nothing else
	if (code === "ENOENT") return { code: 127, how: "no such command" };
	return { code: 126, how: code === "EACCES" ? "not executable" : message };
}
