import type { Alert } from "@dat/core";

/**
 * The P0 of an exception that nobody caught. All crashes of one name are one key. Without a spool that works nobody knows
 * how often it has pinged, and a process that is restarted every second would ping every second, so it does not ping.
 */
export function crashAlert(error: unknown, mayMention: boolean): Alert {
	const name = error instanceof Error ? error.name : "a thrown value";
	return {
		severity: "P0",
		title: `Process crashed: ${error instanceof Error ? error.message || name : name}`,
		key: `dat crash ${name}`,
		error,
		fields: { pid: Deno.pid, deno: Deno.version.deno },
		...(!mayMention && { mention: [] }),
	};
}
