import type { Alert } from "@dat/core";

/** The P0 of an exception that nobody caught. It does not ping: a process that is restarted every second would ping every second. */
export function crashAlert(error: unknown): Alert {
	const name = error instanceof Error ? error.name : "a thrown value";
	return {
		severity: "P0",
		title: `Process crashed: ${error instanceof Error ? error.message || name : name}`,
		key: `dat crash ${name}`,
		error,
		fields: { pid: Deno.pid, deno: Deno.version.deno },
		mention: [],
	};
}
