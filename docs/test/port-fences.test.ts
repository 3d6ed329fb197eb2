import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createSandbox } from "@dat/sandbox";
import { startServer } from "@dat/sandbox/node";
import { describe, expect, it, onTestFinished } from "vitest";
import { listFences, ROOT } from "./fences.ts";
import { PROGRAMS } from "./port-fences.ts";

const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter);

const isThere = (tool: string): boolean => spawnSync("which", [tool], { env: { PATH } }).status === 0;

/** Not by spawnSync: the sandbox lives in this process. */
async function run(command: string, cwd: string, webhook: string): Promise<string> {
	const { VITEST: _, NODE_ENV: __, ...env } = process.env;
	const child = spawn("sh", ["-c", command], { cwd, env: { ...env, PATH, DISCORD_WEBHOOK: webhook } });
	let said = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
	await new Promise((resolve) => child.once("close", resolve));
	return said;
}

describe("the first alert in the README of a port", () => {
	it("is tried in every language", () => {
		const folders = readdirSync(join(ROOT, "reference"), { withFileTypes: true })
			.filter((entry) => entry.isDirectory() && entry.name !== "conformance")
			.map(({ name }) => name);
		expect(Object.keys(PROGRAMS).sort()).toEqual(folders.sort());
	});

	describe.for(Object.entries(PROGRAMS))("in %s", ([folder, program]) => {
		it.skipIf(!isThere(program.tool))("arrives", async () => {
			const page = `reference/${folder}/README.md`;
			const [fence] = listFences().filter((each) => each.page === page);
			const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
			const server = await startServer(sandbox);
			onTestFinished(() => server.close());
			const webhook = sandbox.createWebhook({ channel: "alerts" });
			const cwd = mkdtempSync(join(tmpdir(), "dat-docs-"));
			const said = await run(program.write(cwd, fence?.code ?? ""), cwd, webhook.url(server.url));
			const titles = sandbox.messages().flatMap(({ body }) => {
				const embeds = body["embeds"] as { title: string }[];
				return embeds.map(({ title }) => title);
			});
			expect(titles.sort(), said).toEqual([...program.titles].sort());
		});
	});
});
