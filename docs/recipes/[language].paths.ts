import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PORTS, type PortRecipe } from "./ports.ts";
import { findRegions, firstFence } from "./regions.ts";
import { TOPICS } from "./topics.ts";

const REFERENCE = fileURLToPath(new URL("../../reference/", import.meta.url));

/** A page per port. Its code is the port's own, by region: what the conformance kit has proved. */
export default {
	paths: () => PORTS.map((port) => ({ params: { language: port.slug, name: port.language }, content: write(port) })),
	watch: ["../../reference/*/**/*.{go,rs,py,java,php,rb,cs,sh,md}"],
};

function write({ language, folder, needs }: PortRecipe): string {
	const readme = readFileSync(`${REFERENCE}${folder}/README.md`, "utf8");
	const shown = TOPICS.flatMap(({ region, title, text }) => {
		const files = findRegions(REFERENCE + folder, region);
		const code = files.map((file) => `<<< @/../reference/${folder}/${file}#${region} [${file}]`);
		return files.length > 0 ? [`## ${title}\n\n${text}\n\n${code.join("\n\n")}`] : [];
	});
	return [
		`# Alerts from ${language}`,
		`A port of the [contract](/reference/contract) to ${language}, with ${needs}: copy the folder \`reference/${folder}\` into your project. All code on this page is the port's own, and proved by the [conformance kit](/reference/kit).`,
		"## Send",
		firstFence(readme),
		...shown,
	].join("\n\n");
}
