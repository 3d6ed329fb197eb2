/** As `engines` in package.json says. */
export const LEAST_NODE = [22, 19] as const;

/** Below it there is no node:sqlite, and undici does not start. Deno and Bun claim to be a Node that is new enough. */
export function isTooOld(version: string = process.versions.node): boolean {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
}

/** `Node 24.11.0`. */
export function nameRuntime(): string {
	const { deno, bun, node } = process.versions as Record<string, string | undefined>;
	if (deno) return `Deno ${deno}`;
	return bun ? `Bun ${bun}` : `Node ${node}`;
}
