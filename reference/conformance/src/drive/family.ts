import { readdirSync, readFileSync } from "node:fs";

/** The variable that a port's whole family of processes inherits, so that none can hide by leaving its group. */
export const MARK = "DAT_CONFORMANCE_CASE";

/** A process of the family. */
export interface Relative {
	readonly pid: number;
	readonly args: string;
}

/** All living processes that carry the mark. Empty where there is no /proc. */
export function findFamily(mark: string): readonly Relative[] {
	let pids: readonly string[];
	try {
		pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
	return pids.flatMap((pid) => {
		try {
			if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(`${MARK}=${mark}`)) return [];
			return [{ pid: Number(pid), args: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() }];
		} catch {
			return []; // it ended, or is somebody else's
		}
	});
}

/** Ends a process group, and whoever of the family left it. */
export function endFamily(pid: number | undefined, mark: string): void {
	for (const target of [...(pid === undefined ? [] : [-pid]), ...findFamily(mark).map((relative) => relative.pid)]) {
		try {
			process.kill(target, "SIGKILL");
		} catch {
			// It ended by itself.
		}
	}
}
