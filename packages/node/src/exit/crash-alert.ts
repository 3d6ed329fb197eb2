import type { Alert } from "@dat/core";

/**
 * The P0 of an exception that nobody caught. All crashes of one name are one key. Without a spool that works nobody knows
 * how often it has pinged, and a process that is restarted every second would ping every second, so it does not ping.
 */
export function crashAlert(error: unknown, mayMention: boolean): Alert {
	const name = error instanceof Error ? error.name : "a thrown value";
	// With a handler of its own the program may go on.
	const what = process.listenerCount("uncaughtException") > 0 ? "Uncaught exception" : "Process crashed";
	return {
		severity: "P0",
		title: `${what}: ${error instanceof Error ? error.message || name : name}`,
		key: `dat crash ${name}`,
		error,
		fields: { pid: process.pid, node: process.version, uptime: `${Math.round(process.uptime())} s` },
		...(!mayMention && { mention: [] }),
	};
}
