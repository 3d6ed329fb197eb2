/** A notifier that keeps alerts in a spool. */
export interface Owner {
	readonly owner: string;
	readonly host: string;
	readonly pid: number;
	/** Wall clock, ms; renewed with each look for what others left. */
	readonly seen_at: number;
}

/** Of another machine or thread it is only known when it was last seen; its own looks are 30 s apart. */
const LEASE_MS = 120_000;

/** The owners of this thread. */
const here = new Set<string>();

/** A new owner in this process. */
export function createOwner(): Owner {
	const owner = crypto.randomUUID();
	here.add(owner);
	return { owner, host: process.getBuiltinModule("node:os").hostname(), pid: process.pid, seen_at: Date.now() };
}

/** It keeps nothing any more. */
export function forgetOwner({ owner }: Owner): void {
	here.delete(owner);
}

/** Whether an owner can still settle its alerts. */
export function isAlive({ owner, host, pid, seen_at }: Owner, nowMs: number): boolean {
	const { hostname, uptime } = process.getBuiltinModule("node:os");
	const isRecent = nowMs - seen_at < LEASE_MS;
	if (host !== hostname()) return isRecent;
	// From before the last boot: whoever has the pid now is somebody else.
	if (seen_at < nowMs - uptime() * 1000) return false;
	if (pid !== process.pid) return hasProcess(pid);
	// Threads and copies of this package share the pid and not `here`; a run before this one, in a container, is older.
	return here.has(owner) || (isRecent && seen_at > nowMs - process.uptime() * 1000);
}

function hasProcess(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// Not allowed to ask means that it is there.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
