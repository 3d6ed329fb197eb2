import { load, pack } from "../bundler.ts";
import type { Project } from "../project.ts";
import type { Row } from "../row.ts";
import { playScenario, runProgram } from "../scenario.ts";

/** Bundles `node.mjs` into `folder` as `app.mjs`; the package's worker goes beside it where the bundler can do that. */
type Bundle = (project: Project, folder: string) => Promise<unknown>;

const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const BUNDLERS: Readonly<Record<string, Bundle>> = {
	"esbuild, with the worker as a second entry": async (project, folder) => {
		const { build } = await load(project, "esbuild");
		await build({
			absWorkingDir: project.folder,
			entryPoints: { app: "node.mjs", worker: "@dat/node/worker" },
			outdir: folder,
			outExtension: { ".js": ".mjs" },
			bundle: true,
			platform: "node",
			format: "esm",
			banner: { js: REQUIRE },
			logLevel: "error",
		});
	},
	"webpack, all in one file": (project, folder) => packWith(project, folder, {}),
	// As Next.js and its like bundle servers: what `serverExternalPackages` names stays outside.
	"webpack, with @dat/node left outside": (project, folder) =>
		packWith(project, folder, { "@dat/node": "module @dat/node" }),
	"rollup, with packages left outside": async (project, folder) => {
		const { rollup } = await load(project, "rollup");
		const bundle = await rollup({ input: project.path("node.mjs"), external: [/^node:/, /^@dat\//] });
		await bundle.write({ file: project.path(folder, "app.mjs"), format: "esm" });
	},
	"Vite, a server build": async (project, folder) => {
		const { build } = await load(project, "vite");
		await build({
			root: project.folder,
			configFile: false,
			logLevel: "error",
			ssr: { noExternal: true, external: ["undici"] },
			build: {
				ssr: project.path("node.mjs"),
				outDir: folder,
				rollupOptions: { output: { entryFileNames: "app.mjs" } },
			},
		});
	},
};

const packWith = (project: Project, folder: string, externals: object): Promise<void> =>
	pack(project, {
		entry: "./node.mjs",
		target: "node22",
		externals,
		output: { path: project.path(folder), filename: "app.mjs", module: true, chunkFormat: "module" },
	});

export const bundlerRows: readonly Row[] = Object.entries(BUNDLERS).map(([what, bundle], index) => ({
	runtime: "bundled",
	what,
	run: async (project) => {
		const folder = `bundle-${index}`;
		await bundle(project, folder);
		const node = project.path("node_modules/node-24/bin/node");
		let printed = "";
		await playScenario(async (discord) => {
			printed = await runProgram(project, discord, [node, `${folder}/app.mjs`]);
			return printed;
		});
		return printed.includes("no sending thread") ? "without a thread, and says so" : "";
	},
}));
