import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { narrow, setup, titles } from "./setup.ts";

const PACKAGES = fileURLToPath(new URL("../..", import.meta.url));

/** The packages' sources as JSR serves them: TypeScript by HTTP, where `@dat/core` is an address too. */
async function serveSources(): Promise<string> {
	const server = createServer(({ url }, response) => {
		const { port } = server.address() as AddressInfo;
		const core = `http://127.0.0.1:${port}/core/src`;
		const source = readFileSync(PACKAGES + url, "utf8")
			.replaceAll('"@dat/core/adapter"', `"${core}/adapter.ts"`)
			.replaceAll('"@dat/core"', `"${core}/index.ts"`);
		response.setHeader("content-type", "application/typescript").end(source);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("starts its worker from a remote module too, and then needs no permission to read", async () => {
	const { start, host, sandbox, ...world } = await setup();
	const from = await serveSources();
	const program = `
		import { createNotifier } from "http://${from}/deno/src/index.ts";
		createNotifier({ queue: { thread: true } }).notify({ severity: "P1", title: "from afar" });`;
	const url = `data:text/typescript,${encodeURIComponent(program)}`;
	const { code, said } = await start("run", "--quiet", ...narrow(host), `--allow-import=${from}`, url).ended;
	expect({ code, said }).toEqual({ code: 0, said: "" });
	expect(titles({ sandbox, start, host, ...world })).toEqual([expect.stringContaining("from afar")]);
});
