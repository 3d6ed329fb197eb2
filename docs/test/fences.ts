import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A piece of TypeScript in a page. */
export interface Fence {
	/** The page and line, such as `docs/relay.md:31`. */
	readonly place: string;
	readonly code: string;
	/** It is for Deno, whose types are not Node's. */
	readonly isForDeno: boolean;
}

const PAGES = ["docs/**/*.md", "packages/*/README.md", "README.md"];

/** All TypeScript in the pages of the site and in the READMEs; what is generated from docstrings is left out. */
export function listFences(): Fence[] {
	const files = globSync(PAGES, { cwd: ROOT, exclude: ["**/{node_modules,api,.vitepress}/**"] });
	return files.sort().flatMap((file) => {
		const text = readFileSync(join(ROOT, file), "utf8");
		return [...text.matchAll(/^```ts\b[^\n]*\n([\s\S]*?)^```/gm)].map(({ 1: code = "", index }) => ({
			place: `${file}:${text.slice(0, index).split("\n").length + 1}`,
			code,
			isForDeno: /\bDeno\.|@dat\/deno/.test(code),
		}));
	});
}
