import type { Environment } from "@dat/core/adapter";
import { isGranted } from "./permission.ts";

/** What of the environment may be read, and what is said of the rest. */
export interface DenoEnvironment {
	/** Looks up a variable at each access; one that may not be read is not there. */
	readonly env: Environment;
	/** The text of a file, `undefined` when it cannot or may not be read. */
	readonly readFile: (path: string) => string | undefined;
	/** The variables that were asked for and may not be read. */
	readonly unread: ReadonlySet<string>;
}

/** The environment, as far as Deno was told to let us read it. */
export function openEnvironment(): DenoEnvironment {
	const unread = new Set<string>();
	const read = (variable: string): string | undefined => {
		if (isGranted({ name: "env", variable })) return Deno.env.get(variable);
		unread.add(variable);
		return undefined;
	};
	return {
		env: new Proxy({}, { get: (_, name) => (typeof name === "string" ? read(name) : undefined) }),
		readFile: (path) => {
			if (!isGranted({ name: "read", path })) return undefined;
			try {
				return Deno.readTextFileSync(path);
			} catch {
				return undefined;
			}
		},
		unread,
	};
}
