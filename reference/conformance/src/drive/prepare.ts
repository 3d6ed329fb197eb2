import { spawnSync } from "node:child_process";
import type { Port } from "./port.ts";

/** What the machine lacks to try the port, if anything. */
export function whatIsMissing({ toolchain, folder }: Port): string | undefined {
	const missing = toolchain.find(([program = "", ...args]) => spawnSync(program, args, { cwd: folder }).status !== 0);
	return missing && `"${missing.join(" ")}" does not succeed`;
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
