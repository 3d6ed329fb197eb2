// Writes the API reference from the docstrings of the sources into `reference/api/`, which git ignores.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Application, type TypeDocOptions } from "typedoc";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** What is imported, with its sources and the files in which its public names are. */
const PACKAGES: readonly (readonly [name: string, source: string, files: readonly string[]])[] = [
	["node", "node/src", ["index", "http", "testing", "pino", "winston"]],
	["deno", "deno/src", ["index"]],
	["browser", "browser/src", ["index"]],
	["core", "core/src", ["index", "testing/index"]],
	["core/relay", "core/src/relay", ["index"]],
	["sandbox", "sandbox/src", ["index", "node", "msw"]],
];

for (const [name, folder, files] of PACKAGES) {
	const source = `${ROOT}packages/${folder}`;
	const options: TypeDocOptions & Readonly<Record<string, unknown>> = {
		name: `@dat/${name}`,
		entryPoints: files.map((file) => `${source}/${file}.ts`),
		tsconfig: `${source}/tsconfig.json`,
		plugin: ["typedoc-plugin-markdown"],
		out: `${ROOT}docs/reference/api/${name}`,
		readme: "none",
		disableSources: true,
		hideBreadcrumbs: true,
		hidePageHeader: true,
		entryFileName: "index",
		skipErrorChecking: true,
		excludePrivate: true,
		// Core's names, which the runtime packages have too, are written once.
		excludeExternals: true,
		externalPattern: name.startsWith("core") ? [] : ["**/packages/core/**"],
		logLevel: "Error",
	};
	const app = await Application.bootstrapWithPlugins(options);
	const project = await app.convert();
	if (!project) throw new Error(`the API of @dat/${name} could not be read`);
	await app.generateOutputs(project);
	introduce(name, `${ROOT}docs/reference/api/${name}/index.md`);
}

/** Names modules as they are imported, and leads to what a runtime's package has of core. */
function introduce(name: string, page: string): void {
	const text = readFileSync(page, "utf8").replace(
		/^- \[(\w+)\]\(\1\/index\.md\)$/gm,
		(_, file: string) => `- [@dat/${name}${file === "index" ? "" : `/${file}`}](${file}/index.md)`,
	);
	const isRuntime = ["node", "deno", "browser"].includes(name);
	writeFileSync(page, isRuntime ? `${text}\nAll names of [@dat/core](/reference/api/core/) come with it.\n` : text);
}
