import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A piece of code in a page. */
export interface Fence {
	/** Below the root, such as `docs/relay.md`. */
	readonly page: string;
	/** The page and line, such as `docs/relay.md:31`. */
	readonly place: string;
	/** Such as `ts`; empty when the page names none. */
	readonly language: string;
	readonly code: string;
}

const PAGES = [
	"{README,CONTRIBUTING,SECURITY}.md",
	"docs/**/*.md",
	"packages/*/README.md",
	"reference/*.md",
	"reference/*/README.md",
	"{bench,runtime-tests}/**/*.md",
];

/** All code in the pages of the site and in the READMEs; what is generated from docstrings is left out. */
export function listFences(...languages: readonly string[]): Fence[] {
	const files = globSync(PAGES, { cwd: ROOT, exclude: ["**/{node_modules,api,.vitepress,target,build}/**"] });
	return files
		.sort()
		.flatMap(readFences)
		.filter(({ language }) => languages.length === 0 || languages.includes(language));
}

function readFences(page: string): Fence[] {
	const text = readFileSync(join(ROOT, page), "utf8");
	return [...text.matchAll(/^[ \t]*```([\w-]*)[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map((match) => ({
		page,
		place: `${page}:${text.slice(0, match.index).split("\n").length + 1}`,
		language: match[1] ?? "",
		code: match[2] ?? "",
	}));
}
