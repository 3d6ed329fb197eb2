import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { describeInChromium, theBrowser } from "./chromium.ts";

/** A site with the program and with msw's service worker. */
async function serveProgram(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL("msw-worker.ts", import.meta.url))],
		bundle: true,
		format: "iife",
		conditions: ["@dat/source"],
		write: false,
		logLevel: "error",
	});
	const worker = readFileSync(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js"));
	const scripts: Readonly<Record<string, Uint8Array | undefined>> = {
		"/program.js": outputFiles[0]?.contents,
		"/mockServiceWorker.js": worker,
	};
	const server = createServer(({ url = "" }, response) => {
		const script = scripts[url];
		response.setHeader("content-type", script ? "text/javascript" : "text/html");
		response.end(script ?? '<!doctype html><title>a page</title><script src="/program.js"></script>');
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describeInChromium("the handlers in a page, by msw's service worker,", () => {
	it("answer as Discord does, faults included", async () => {
		const context = await theBrowser().newContext();
		onTestFinished(() => context.close());
		const page = await context.newPage();
		await page.goto(await serveProgram());
		const played = await page.evaluate(() => (globalThis as unknown as { play(): Promise<unknown> }).play());
		expect(played).toMatchObject({
			stored: { status: 200, body: { content: "from a page", type: 0 } },
			limited: { status: 429, body: { retry_after: 1.7, global: false } },
			kept: 1,
		});
	});
});
