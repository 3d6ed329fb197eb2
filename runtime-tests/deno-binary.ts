import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Project } from "./project.ts";

/** The binary itself, which the npm package puts beside its shim at the first call. */
export function denoOf({ path }: Project): string {
	const folder = path("node_modules/deno");
	execFileSync(process.execPath, [join(folder, "bin.cjs"), "--version"]);
	return join(folder, "deno");
}
