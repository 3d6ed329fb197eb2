import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { createSandbox, startServer } from "@dat/sandbox";
import type { Project } from "../project.ts";
import type { Row } from "../row.ts";
import { playScenario } from "../scenario.ts";

/** What of miniflare is used here. */
interface Miniflare {
	dispatchFetch(url: string, init?: object): Promise<{ readonly status: number; text(): Promise<string> }>;
	dispose(): Promise<void>;
}

async function bundle(project: Project, program: string): Promise<string> {
	const esbuild = createRequire(project.path("package.json"))("esbuild");
	await esbuild.build({
		absWorkingDir: project.folder,
		entryPoints: [program],
		outExtension: { ".js": ".mjs" },
		outdir: "out",
		bundle: true,
		format: "esm",
		external: ["node:async_hooks"],
		logLevel: "error",
	});
	return readFileSync(project.path("out", program), "utf8");
}

/** Starts a program in workerd with the webhook among its bindings, and stops it after `use`. */
async function withWorker<Value>(
	project: Project,
	{ program, webhook }: { readonly program: string; readonly webhook: string },
	use: (worker: Miniflare) => Promise<Value>,
): Promise<Value> {
	const found = createRequire(project.path("package.json")).resolve("miniflare");
	const { Miniflare } = (await import(pathToFileURL(found).href)) as {
		Miniflare: new (options: object) => Miniflare;
	};
	const worker = new Miniflare({
		modules: [{ type: "ESModule", path: program, contents: await bundle(project, program) }],
		compatibilityDate: "2026-01-01",
		compatibilityFlags: ["nodejs_als"],
		bindings: { DISCORD_WEBHOOK: webhook },
	});
	try {
		return await use(worker);
	} finally {
		await worker.dispose();
	}
}

/** A page's alert arrives, a stranger's does not, and one address gets no further than its limit. */
async function tryRelay(worker: Miniflare): Promise<void> {
	const post = async (origin: string, alert: object, address: string): Promise<number> => {
		const headers = { origin, "content-type": "text/plain", "cf-connecting-ip": address };
		const init = { method: "POST", headers, body: JSON.stringify(alert) };
		return (await worker.dispatchFetch("http://relay.example/alerts", init)).status;
	};
	const alert = { severity: "P0", title: "from a page", mention: "everyone" };
	assert.equal(await post("https://shop.example", alert, "192.0.2.1"), 200);
	assert.equal(await post("https://evil.example", alert, "192.0.2.1"), 403);
	const many: number[] = [];
	for (let time = 0; time < 121; time++) many.push(await post("https://shop.example", {}, "192.0.2.2"));
	assert.deepEqual([many[119], many[120]], [400, 429]);
	assert.equal(await post("https://shop.example", { severity: "P2", title: "another page" }, "192.0.2.3"), 200);
}

async function relayInWorkerd(project: Project): Promise<undefined> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	try {
		const webhook = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
		await withWorker(project, { program: "workerd-relay.mjs", webhook }, async (worker) => {
			await tryRelay(worker);
			// Sent after the answer, by waitUntil.
			for (let time = 0; time < 100 && sandbox.messages().length < 2; time++)
				await new Promise((resolve) => setTimeout(resolve, 100));
		});
		const shown = JSON.stringify(sandbox.messages().map(({ body }) => body));
		for (const part of ["from a page", "another page"]) assert.ok(shown.includes(part), shown);
		assert.ok(!shown.includes("@everyone"), "a page could ping");
	} finally {
		await server.close();
	}
}

export const workerdRows: readonly Row[] = [
	{
		runtime: "workerd",
		what: "@dat/core, bundled by esbuild",
		run: async (project) => {
			await playScenario(({ webhook }) =>
				withWorker(project, { program: "workerd.mjs", webhook }, async (worker) =>
					(await worker.dispatchFetch("http://localhost/")).text(),
				),
			);
			return undefined;
		},
	},
	{ runtime: "workerd", what: "the relay, for pages", run: relayInWorkerd },
];
