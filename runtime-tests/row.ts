import type { Project } from "./project.ts";

/** A line of the table: one runtime, used in one way. */
export interface Row {
	/** Such as `Node 22.19`. */
	readonly runtime: string;
	/** Such as `@dat/node from ESM`. */
	readonly what: string;
	/** Throws what is wrong; may return a remark for the table. */
	readonly run: (project: Project) => Promise<string | undefined> | string | undefined;
}
