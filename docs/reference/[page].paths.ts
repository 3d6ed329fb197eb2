import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderBenchmarks } from "../benchmarks/render-page.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SOURCE = "https://github.com/dat-alerts/dat/tree/main/";

/** Pages of the site that live beside the code they speak of, by their address. */
const PAGES: Readonly<Record<string, string>> = {
	contract: "reference/CONTRACT.md",
	protocol: "reference/PROTOCOL.md",
	ports: "reference/README.md",
	kit: "reference/conformance/README.md",
};

/** Shows each as a page, with links that lead to other pages of the site, or to the source. */
export default {
	paths: () => [
		...Object.entries(PAGES).map(([page, file]) => ({ params: { page }, content: read(file) })),
		{ params: { page: "benchmarks" }, content: renderBenchmarks() },
	],
	watch: ["../../reference/*.md", "../../reference/conformance/README.md", "../benchmarks/*.{json,md}"],
};

function read(file: string): string {
	const folder = file.replace(/[^/]*$/, "");
	return readFileSync(ROOT + file, "utf8")
		.replace(/^### (DAT-[A-Z]+-\d+)(.*)$/gm, (_, id: string, rest: string) => `### ${id}${rest} {#${id.toLowerCase()}}`)
		.replace(/\]\((?!https?:|#|\/)([^)#]+)(#[^)]*)?\)/g, (_, target: string, anchor = "") => {
			const path = new URL(target, `file:///${folder}`).pathname.slice(1);
			return `](${toAddress(path)}${anchor})`;
		});
}

function toAddress(path: string): string {
	const page = Object.entries(PAGES).find(([, file]) => file === path);
	if (page) return `/reference/${page[0]}`;
	if (path.startsWith("docs/")) return `/${path.slice("docs/".length).replace(/\.md$/, "")}`;
	return SOURCE + path;
}
