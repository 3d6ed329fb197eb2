import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Project } from "../project.ts";
import type { Row } from "../row.ts";
import { type Discord, playScenario } from "../scenario.ts";

/** What of miniflare is used here. */
interface Miniflare {
	dispatchFetch(url: string): Promise<{ text(): Promise<string> }>;
	dispose(): Promise<void>;
}

async function playInWorkerd(project: Project, { webhook }: Discord): Promise<string> {
	const found = createRequire(project.path("package.json")).resolve("miniflare");
	const { Miniflare } = (await import(pathToFileURL(found).href)) as {
		Miniflare: new (options: object) => Miniflare;
	};
	const miniflare = new Miniflare({
		modules: [
			{ type: "ESModule", path: "workerd.mjs", contents: readFileSync(project.path("out/workerd.mjs"), "utf8") },
		],
		compatibilityDate: "2026-01-01",
		bindings: { WEBHOOK: webhook },
	});
	try {
		return await (await miniflare.dispatchFetch("http://localhost/")).text();
	} finally {
		await miniflare.dispose();
	}
}

export const workerdRows: readonly Row[] = [
	{
		runtime: "workerd",
		what: "@dat/core, bundled by esbuild",
		run: async (project) => {
			const esbuild = createRequire(project.path("package.json"))("esbuild");
			await esbuild.build({
				absWorkingDir: project.folder,
				entryPoints: ["workerd.mjs"],
				outExtension: { ".js": ".mjs" },
				outdir: "out",
				bundle: true,
				format: "esm",
				logLevel: "error",
			});
			await playScenario((discord) => playInWorkerd(project, discord));
			return undefined;
		},
	},
];
