import { spawnSync } from "node:child_process";
import { whyNotStarted } from "./not-started.ts";
import type { Port } from "./port.ts";

/** What the machine lacks to try the port, if anything. */
export function whatIsMissing({ toolchain, folder }: Port): string | undefined {
	for (const [program = "", ...args] of toolchain) {
		const { status, error, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
		if (status === 0) continue;
		const why = error ? whyNotStarted(program, error) : stderr.trim().split("\n").at(-1);
		return `"${[program, ...args].join(" ")}" does not succeed${why ? `: ${why}` : ""}`;
	}
	return undefined;
}

/** Whether a program can be started at all. */
export function isOnPath(program: string): boolean {
	return spawnSync(program, ["--version"]).error === undefined;
}

/** Builds the port; what went wrong, if anything. */
export function prepare({ build, folder }: Port): string | undefined {
	for (const command of build) {
		const failure = runCommand(command, folder);
		if (failure) return failure;
	}
	return undefined;
}

/** Runs one command to its end; what went wrong, if anything. */
export function runCommand([program = "", ...args]: readonly string[], cwd: string): string | undefined {
	const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
	if (status === 0) return undefined;
	return `${[program, ...args].join(" ")} failed (${error?.message ?? `exit code ${status}`})\n${stdout ?? ""}${stderr ?? ""}`;
}
