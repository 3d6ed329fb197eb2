import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/cli/command.ts";
import { parseWords } from "../../src/cli/parse-words.ts";
import { send } from "../../src/cli/send.ts";
import { setup } from "../setup.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const TOKEN = "x".repeat(68);
const SECRET = ["https://discord.com/api", "webhooks", "1".repeat(18), TOKEN].join("/");

interface World {
	readonly env?: Record<string, string | undefined>;
	readonly stdin?: string;
	readonly cwd?: string;
}

async function dat(args: string[], { env = {}, stdin = "", cwd }: World = {}) {
	const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
	const child = spawn(process.execPath, ["--conditions=@dat/source", CLI, ...args], {
		env: { ...inherited, ...env },
		cwd,
	});
	let out = "";
	let err = "";
	child.stdout.on("data", (chunk) => {
		out += chunk;
	});
	child.stderr.on("data", (chunk) => {
		err += chunk;
	});
	child.stdin.on("error", () => {});
	child.stdin.end(stdin);
	const code = await new Promise((resolve) => child.once("close", resolve));
	return { code, out, err };
}

describe("dat", () => {
	it("asks whether another command or option was meant, and exits with 64", async () => {
		expect(await dat(["sned"])).toMatchObject({ code: 64, err: expect.stringContaining("did you mean send?") });
		expect(await dat(["send", "--chanel", "x"])).toMatchObject({
			code: 64,
			err: expect.stringContaining("did you mean --channel?"),
		});
	});

	it("throws nothing but usage errors, whatever the words are", () => {
		const word = fc.oneof(fc.string(), fc.constantFrom("--", "-", "--json=1", "--field", "--no-json", "-h"));
		fc.assert(
			fc.property(fc.array(word), (words) => {
				try {
					parseWords(words, send.options);
				} catch (error) {
					expect(error).toBeInstanceOf(UsageError);
				}
			}),
		);
	});
});

describe("dat send", () => {
	it("delivers an alert with fields and prints the outcome", async () => {
		const { sandbox, urls } = await setup();
		const { code, out } = await dat(["send", "P2", "Backup failed", "--field", "host=db1", "--json"], {
			env: { DISCORD_WEBHOOK: urls["alerts"] },
		});
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({ status: "delivered" });
		expect(JSON.stringify(sandbox.messages())).toContain("db1");
	});

	it("attaches long text from stdin and shows its first and last lines", async () => {
		const { sandbox, urls } = await setup();
		const stdin = `first line\n${"middle\n".repeat(2000)}last line\n`;
		const { code } = await dat(["send", "P2", "Log", "--description", "-"], {
			env: { DISCORD_WEBHOOK: urls["alerts"] },
			stdin,
		});
		expect(code).toBe(0);
		const shown = JSON.stringify(sandbox.messages());
		for (const part of ["first line", "last line", "text.txt"]) expect(shown).toContain(part);
	});

	it("exits with 4 when no webhook is set", async () => {
		expect(await dat(["send", "P1", "Backup failed"])).toMatchObject({ code: 4 });
	});
});

describe("dat doctor", () => {
	it("finds a live webhook fine and a dead one wrong, and never shows a token", async () => {
		const { sandbox, urls } = await setup();
		expect(await dat(["doctor"], { env: { DISCORD_WEBHOOK: urls["alerts"] } })).toMatchObject({ code: 0 });
		const [webhook] = sandbox.state.webhooks.values();
		const dead = urls["alerts"]!.replace(webhook!.token, TOKEN);
		const { code, out, err } = await dat(["doctor"], { env: { DISCORD_WEBHOOK: dead } });
		expect(code).toBe(1);
		expect(out).toContain("default is dead");
		expect(out + err).not.toContain(TOKEN);
	});
});

describe("dat scan", () => {
	it("tells file, line and column with the token masked, in files and in the stage", async () => {
		const cwd = mkdtempSync(join(tmpdir(), "dat-"));
		writeFileSync(join(cwd, "config.txt"), `\nurl = ${SECRET}\nold = ${SECRET} dat-scan-ignore\n`);
		const found = { code: 1, out: `config.txt:2:30: webhook secret /webhooks/${"1".repeat(18)}/[redacted]\n` };
		expect(await dat(["scan"], { cwd })).toMatchObject(found);
		execFileSync("git", ["init", "-q"], { cwd });
		expect(await dat(["scan", "--staged"], { cwd })).toMatchObject({ code: 0, out: "" });
		execFileSync("git", ["add", "."], { cwd });
		writeFileSync(join(cwd, "config.txt"), "clean now\n");
		expect(await dat(["scan", "--staged"], { cwd })).toMatchObject(found);
		expect(await dat(["scan"], { cwd })).toMatchObject({ code: 0 });
	});
});
