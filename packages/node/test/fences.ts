import { readFileSync } from "node:fs";

/** The code of a page of the docs, by the file name in its fence: ```js [checkout.js]. */
export function readFences(page: string): Readonly<Record<string, string>> {
	const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), "utf8");
	const fences = text.matchAll(/^```[jt]s \[(.+)\]\n([\s\S]*?)^```$/gm);
	return Object.fromEntries(Array.from(fences, ([, name = "", code = ""]) => [name, code]));
}
