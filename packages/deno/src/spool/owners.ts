import { hasLease, type Owner, type Owners } from "@dat/core/adapter";

/** Deno may not ask about other processes, so an owner holds the lock of a file beside the spool; the system lets go of it. */
const HOST = "deno";

/** The owners of the spool in the file `path`. */
export function createOwners(path: string): Owners {
	const held = new Map<string, Deno.FsFile>();
	const lockOf = (owner: string): string => `${path}.${owner}.lock`;
	return {
		create: () => {
			const owner = crypto.randomUUID();
			const file = Deno.openSync(lockOf(owner), { create: true, write: true, mode: 0o600 });
			file.lockSync(true);
			held.set(owner, file);
			return { owner, host: HOST, pid: Deno.pid, seen_at: Date.now() };
		},
		forget: ({ owner }) => {
			if (!held.has(owner)) return;
			Deno.removeSync(lockOf(owner));
			held.get(owner)?.close();
			held.delete(owner);
		},
		isAlive: (owner: Owner, nowMs) => {
			if (owner.host !== HOST) return hasLease(owner, nowMs);
			return held.has(owner.owner) || isLocked(lockOf(owner.owner));
		},
	};
}

/** Whether somebody holds the lock. A file that nobody holds is cleared away. */
function isLocked(path: string): boolean {
	try {
		using file = Deno.openSync(path, { write: true });
		if (!file.tryLockSync(true)) return true;
		Deno.removeSync(path);
	} catch (error) {
		if (!(error instanceof Deno.errors.NotFound)) throw error;
	}
	return false;
}
