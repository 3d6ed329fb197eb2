import { copyFileSync, cpSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { describe, expect, it } from "vitest";
import webpack from "webpack";
import { setupPrograms } from "./programs.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "../dist");
const fixture = join(here, "fixtures/raise-once.mjs");

async function bundle(folder: string, options: BuildOptions): Promise<void> {
	await build({
		entryPoints: { app: fixture },
		outdir: folder,
		bundle: true,
		platform: "node",
		format: "esm",
		outExtension: { ".js": ".mjs" },
		logLevel: "error",
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		...options,
	});
}

const SAYS_NOTHING = { code: 0, said: "", printed: "" };
const SAYS_NO_THREAD = { code: 0, printed: "", said: expect.stringMatching(/DatWarning: no sending thread/) };

describe("an alert is delivered, from a thread", () => {
	it("from ESM, CJS, and with preloads that themselves use the package", async () => {
		const { sandbox, run, write, install } = await setupPrograms();
		install("@dat/node");
		const say = (title: string): string =>
			`createNotifier({ pacing: false }).notify({ severity: "P1", title: "${title}" });`;
		write("esm.mjs", `import { createNotifier } from "@dat/node"; ${say("esm")}`);
		write("cjs.cjs", `const { createNotifier } = require("@dat/node"); ${say("cjs")}`);
		write("preload.mjs", `import { createNotifier } from "@dat/node"; ${say("preload")}`);
		expect(await run("esm.mjs")).toEqual(SAYS_NOTHING);
		expect(await run("cjs.cjs")).toEqual(SAYS_NOTHING);
		expect(await run("--import", "./preload.mjs", "esm.mjs")).toEqual(SAYS_NOTHING);
		expect(sandbox.messages()).toHaveLength(4);
	});

	it("from each process of a cluster", async () => {
		const { sandbox, run, write, install } = await setupPrograms();
		install("@dat/node");
		write(
			"cluster.mjs",
			`import cluster from "node:cluster";
			import { createNotifier } from "@dat/node";
			if (cluster.isPrimary) for (let i = 0; i < 2; i++) cluster.fork();
			else cluster.worker.disconnect();
			createNotifier({ pacing: false }).notify({ severity: "P1", title: cluster.isPrimary ? "primary" : "worker" });`,
		);
		expect(await run("cluster.mjs")).toEqual(SAYS_NOTHING);
		expect(sandbox.messages()).toHaveLength(3);
	});

	it("from a bundle by esbuild with the worker as a second entry", async () => {
		const { sandbox, folder, run, write } = await setupPrograms();
		await bundle(folder, {
			entryPoints: { app: fixture, worker: join(dist, "worker.js") },
			outExtension: {},
		});
		write("package.json", '{ "type": "module" }');
		expect(await run("app.js")).toEqual(SAYS_NOTHING);
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("from a bundle by webpack that leaves the package outside", async () => {
		const { sandbox, folder, run, install } = await setupPrograms();
		await pack(folder, fixture, { "@dat/node": "module @dat/node" });
		install("@dat/node");
		expect(await run("app.mjs")).toEqual(SAYS_NOTHING);
		expect(sandbox.messages()).toHaveLength(1);
	});
});

describe("an alert is delivered, without a thread and with a word about it", () => {
	it("from a bundle by esbuild that has no worker", async () => {
		const { sandbox, folder, run } = await setupPrograms();
		await bundle(folder, {});
		expect(await run("app.mjs")).toEqual(SAYS_NO_THREAD);
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("from a bundle whose worker finds no undici", async () => {
		const { sandbox, folder, run } = await setupPrograms();
		await bundle(folder, {});
		copyFileSync(join(dist, "worker.js"), join(folder, "worker.mjs"));
		const ended = await run("app.mjs");
		expect(ended).toEqual(SAYS_NO_THREAD);
		expect(ended.said).toContain("undici");
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("from a bundle by webpack that is moved to another machine", async () => {
		const { sandbox, folder, run } = await setupPrograms();
		const copied = join(folder, "node_modules/@dat/node");
		cpSync(dist, join(copied, "dist"), { recursive: true });
		copyFileSync(join(here, "../package.json"), join(copied, "package.json"));
		symlinkSync(join(here, "../node_modules/undici"), join(folder, "node_modules/undici"));
		symlinkSync(join(here, "../node_modules/@dat/core"), join(folder, "node_modules/@dat/core"));
		copyFileSync(fixture, join(folder, "main.mjs"));
		await pack(folder, join(folder, "main.mjs"));
		rmSync(join(folder, "node_modules"), { recursive: true });
		expect(await run("app.mjs")).toEqual(SAYS_NO_THREAD);
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("from a bundle as CommonJS, where import.meta.url is empty", async () => {
		const { sandbox, folder, run } = await setupPrograms();
		await bundle(folder, { format: "cjs", outExtension: { ".js": ".cjs" }, banner: {}, logLevel: "silent" });
		expect(await run("app.cjs")).toEqual(SAYS_NO_THREAD);
		expect(sandbox.messages()).toHaveLength(1);
	});
});

function pack(folder: string, entry: string, externals: Record<string, string> = {}): Promise<void> {
	return new Promise((resolve, reject) => {
		webpack(
			{
				entry,
				optimization: { minimize: false },
				externals,
				target: "node22",
				mode: "production",
				experiments: { outputModule: true },
				output: { path: folder, filename: "app.mjs", module: true, chunkFormat: "module" },
			},
			(error, stats) => {
				if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString("errors-only")));
				else resolve();
			},
		);
	});
}
