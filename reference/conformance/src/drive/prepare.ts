import { spawnSync } from "node:child_process";
import type { Port } from "./port.ts";

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
