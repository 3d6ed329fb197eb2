import { writeFileSync } from "node:fs";
import { load, pack } from "../bundler.ts";
import { playInChromium } from "../play-in-chromium.ts";
import type { Project } from "../project.ts";
import type { Row } from "../row.ts";
import { type Discord, playScenario } from "../scenario.ts";

const PAGES: Readonly<Record<string, string>> = {
	"@dat/browser as modules, through a relay": "page-esm.html",
	"@dat/browser as one script, through a relay": "page-script.html",
};

/** Bundles `page-app.mjs` into `folder` as `app.js`. */
type Bundle = (project: Project, folder: string) => Promise<unknown>;

const BUNDLERS: Readonly<Record<string, Bundle>> = {
	esbuild: async (project, folder) => {
		const { build } = await load(project, "esbuild");
		await build({
			entryPoints: [project.path("page-app.mjs")],
			outfile: project.path(folder, "app.js"),
			bundle: true,
			minify: true,
			format: "esm",
			logLevel: "error",
		});
	},
	webpack: (project, folder) =>
		pack(project, {
			entry: "./page-app.mjs",
			target: "web",
			output: { path: project.path(folder), filename: "app.js", module: true },
		}),
	rollup: async (project, folder) => {
		const [{ rollup }, resolver] = [await load(project, "rollup"), await load(project, "@rollup/plugin-node-resolve")];
		const bundle = await rollup({ input: project.path("page-app.mjs"), plugins: [resolver.default()] });
		await bundle.write({ file: project.path(folder, "app.js"), format: "esm" });
	},
	Vite: async (project, folder) => {
		const { build } = await load(project, "vite");
		await build({
			root: project.folder,
			configFile: false,
			logLevel: "error",
			build: {
				outDir: folder,
				rollupOptions: { input: project.path("page-app.mjs"), output: { entryFileNames: "app.js" } },
			},
		});
	},
};

const toRow = (what: string, play: (project: Project, discord: Discord) => Promise<string>): Row => ({
	runtime: "Chromium",
	what,
	run: async (project) => {
		await playScenario((discord) => play(project, discord));
		return undefined;
	},
});

export const chromiumRows: readonly Row[] = [
	...Object.entries(PAGES).map(([what, page]) =>
		toRow(what, (project, discord) => playInChromium(project, discord, page)),
	),
	...Object.entries(BUNDLERS).map(([bundler, bundle]) =>
		toRow(`@dat/browser, bundled by ${bundler}`, async (project, discord) => {
			const folder = `page-${bundler}`;
			await bundle(project, folder);
			writeFileSync(project.path(folder, "page.html"), '<script type="module" src="app.js"></script>');
			return playInChromium(project, discord, `${folder}/page.html`);
		}),
	),
];
