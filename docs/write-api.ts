// Writes the API reference from the docstrings of the sources into `reference/api/`, which git ignores.
import { fileURLToPath } from "node:url";
import { Application, type TypeDocOptions } from "typedoc";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The packages, and the files in which their public names are. Each runtime package has core's names too. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
	node: ["index", "http", "testing", "pino", "winston"],
	deno: ["index"],
	browser: ["index"],
	core: ["index"],
};

for (const [name, files] of Object.entries(PACKAGES)) {
	const source = `${ROOT}packages/${name}/src`;
	const options: TypeDocOptions & Readonly<Record<string, unknown>> = {
		name: `@dat/${name}`,
		entryPoints: files.map((file) => `${source}/${file}.ts`),
		tsconfig: `${source}/tsconfig.json`,
		plugin: ["typedoc-plugin-markdown"],
		out: `${ROOT}docs/reference/api/${name}`,
		readme: "none",
		disableSources: true,
		hideBreadcrumbs: true,
		entryFileName: "index",
		skipErrorChecking: true,
		excludePrivate: true,
		excludeExternals: false,
		logLevel: "Error",
	};
	const app = await Application.bootstrapWithPlugins(options);
	const project = await app.convert();
	if (!project) throw new Error(`the API of @dat/${name} could not be read`);
	await app.generateOutputs(project);
}
