import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PORTS } from "../recipes/ports.ts";
import { firstFence } from "../recipes/regions.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The first page: each language's tab is the first code of its port's README. */
export default {
	paths: () => [{ params: { page: "index" }, content: write() }],
	watch: ["./first-alert.template.md", "../../reference/*/README.md"],
};

function write(): string {
	const template = readFileSync(`${HERE}first-alert.template.md`, "utf8");
	return template.replace(/^FENCE:(\w+)$/gm, (_, folder: string) => {
		const { slug = "", needs = "" } = PORTS.find((port) => port.folder === folder) ?? {};
		const code = firstFence(readFileSync(`${HERE}../../reference/${folder}/README.md`, "utf8"));
		return `${code}\nNeeds ${needs}. What to copy, and how it works: [its recipe](/recipes/${slug}).`;
	});
}
