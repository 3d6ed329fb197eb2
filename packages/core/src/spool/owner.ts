/** A notifier that keeps alerts in a spool. */
export interface Owner {
	readonly owner: string;
	/** Whoever else has this host can tell whether the owner lives; all others only see when it was last seen. */
	readonly host: string;
	readonly pid: number;
	/** Wall clock, ms; renewed with each look for what others left. */
	readonly seen_at: number;
}

/** Makes owners, and tells those that live from those that are gone. */
export interface Owners {
	/** A new owner in this process. */
	create(): Owner;
	/** It keeps nothing any more. */
	forget(owner: Owner): void;
	/** Whether an owner can still settle its alerts. */
	isAlive(owner: Owner, nowMs: number): boolean;
}

/** Of another machine or thread it is only known when it was last seen; its own looks are 30 s apart. */
const LEASE_MS = 120_000;

/** Whether the owner was seen lately. */
export function hasLease({ seen_at }: Owner, nowMs: number): boolean {
	return nowMs - seen_at < LEASE_MS;
}
