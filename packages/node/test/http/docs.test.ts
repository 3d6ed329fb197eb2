import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { setup } from "../setup.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const PAGE = readFileSync(join(ROOT, "docs/relay.md"), "utf8");
/** In this package, so that its dependencies are found. */
const FOLDER = join(import.meta.dirname, "../../.reports/docs");

/** The fences of a language, with what stands in brackets behind it. */
function fences(language: string): [label: string, code: string][] {
	const pattern = new RegExp(`^\`\`\`${language}(?: \\[([^\\]\\n]+)\\])?\\n(.*?)^\`\`\`$`, "gms");
	return [...PAGE.matchAll(pattern)].map(([, label = "", code = ""]) => [label, code]);
}

async function findPort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** Runs a program of the page; what it needs of the environment is given. */
function run(name: string, code: string, env: Record<string, string | undefined>) {
	mkdirSync(FOLDER, { recursive: true });
	const file = join(FOLDER, `${name.replaceAll(/\W/g, "-")}.ts`);
	writeFileSync(file, code);
	const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", file], {
		env: { ...inherited, ...env },
		stdio: ["ignore", "inherit", "inherit"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}

const programs = fences("ts");

describe("the relay's page", () => {
	it.each(programs.filter(([label]) => label !== ""))("serves a page's alert with %s", async (label, code) => {
		const { sandbox, urls } = await setup();
		const port = `${await findPort()}`;
		run(label, code, { PORT: port, DISCORD_WEBHOOK: urls["alerts"] });
		const post = async () => {
			const headers = { origin: "https://shop.example", "content-type": "text/plain" };
			const body = JSON.stringify({ severity: "P1", title: `through ${label}` });
			return (await fetch(`http://127.0.0.1:${port}/alerts`, { method: "POST", headers, body })).status;
		};
		expect(await vi.waitFor(post, { timeout: 50_000, interval: 100 })).toBe(200);
		await vi.waitFor(() => expect(JSON.stringify(sandbox.messages())).toContain(`through ${label}`), {
			timeout: 30_000,
		});
	});

	it.each(programs.filter(([label]) => label === ""))("shows a program that runs%s", async (_, code) => {
		const { urls } = await setup();
		const child = run("token", code, { DAT_RELAY_TOKEN_KEY: "k".repeat(32), DISCORD_WEBHOOK: urls["alerts"] });
		expect(await once(child, "close")).toEqual([0, null]);
	});

	it("includes files that are there", () => {
		const included = [...PAGE.matchAll(/^<<< ([^\s{]+)/gm)].map(([, path = ""]) => path);
		expect(included).toHaveLength(2);
		for (const path of included) expect(readFileSync(join(ROOT, "docs", path), "utf8")).toContain("createRelay");
	});

	it.skipIf(spawnSync("amtool", ["--version"]).status !== 0 && process.env["CI"] !== "true")(
		"shows a configuration that Alertmanager accepts",
		() => {
			const [config = ""] = fences("yaml").flatMap(([, code]) => (code.startsWith("route:") ? code : []));
			const path = join(mkdtempSync(join(tmpdir(), "dat-")), "alertmanager.yml");
			writeFileSync(path, config);
			const { status, stdout } = spawnSync("amtool", ["check-config", path], { encoding: "utf8" });
			expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("1 receivers") });
		},
	);
});
