import { hasLease, type Owner, type Owners } from "@dat/core/adapter";

/** The owners of this thread. */
const here = new Set<string>();

/** Owners that are known to live by their process. */
export const owners: Owners = {
	create: () => {
		const owner = crypto.randomUUID();
		here.add(owner);
		return { owner, host: process.getBuiltinModule("node:os").hostname(), pid: process.pid, seen_at: Date.now() };
	},
	forget: ({ owner }) => void here.delete(owner),
	isAlive,
};

function isAlive(owner: Owner, nowMs: number): boolean {
	const { hostname, uptime } = process.getBuiltinModule("node:os");
	const { pid, seen_at: seenMs } = owner;
	const isRecent = hasLease(owner, nowMs);
	if (owner.host !== hostname()) return isRecent;
	// From before the last boot: whoever has the pid now is somebody else.
	if (seenMs < nowMs - uptime() * 1000) return false;
	if (pid !== process.pid) return hasProcess(pid);
	// Threads and copies of this package share the pid and not `here`; a run before this one, in a container, is older.
	return here.has(owner.owner) || (isRecent && seenMs > nowMs - process.uptime() * 1000);
}

function hasProcess(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// Not allowed to ask means that it is there.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
