import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Project } from "./project.ts";

/** What of the bundlers is used here. */
interface Bundlers {
	readonly esbuild: { build(options: object): Promise<unknown> };
	readonly "@rollup/plugin-node-resolve": { default(): unknown };
	readonly rollup: { rollup(options: object): Promise<{ write(options: object): Promise<unknown> }> };
	readonly vite: { build(options: object): Promise<unknown> };
	readonly webpack: {
		readonly default: (options: object, done: (error: Error | null, stats?: WebpackStats) => void) => void;
	};
}

interface WebpackStats {
	hasErrors(): boolean;
	toString(preset: string): string;
}

/** A bundler as the project has it. */
export async function load<Name extends keyof Bundlers>(project: Project, name: Name): Promise<Bundlers[Name]> {
	return import(pathToFileURL(createRequire(project.path("package.json")).resolve(name)).href);
}

/** Packs by webpack, as a module. */
export async function pack(project: Project, options: object): Promise<void> {
	const { default: webpack } = await load(project, "webpack");
	const configuration = {
		context: project.folder,
		mode: "production",
		experiments: { outputModule: true },
		...options,
	};
	await new Promise<void>((resolve, reject) =>
		webpack(configuration, (error, stats) => {
			if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString("errors-only")));
			else resolve();
		}),
	);
}
