import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dat, tempFolder } from "./dat.ts";

const SECRET = ["https://discord.com/api", "webhooks", "1".repeat(18), "x".repeat(68)].join("/");

describe("dat scan", () => {
	it("tells file, line and column with the token masked, in files and in the stage", async () => {
		const cwd = tempFolder();
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
