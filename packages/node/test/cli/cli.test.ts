import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/cli/command.ts";
import { parseWords } from "../../src/cli/parse-words.ts";
import { send } from "../../src/cli/send.ts";
import { dat } from "./dat.ts";

describe("dat", () => {
	it("asks whether another command or option was meant, and exits with 64", async () => {
		expect(await dat(["sned"])).toMatchObject({ code: 64, err: expect.stringContaining("did you mean send?") });
		expect(await dat(["send", "--chanel", "x"])).toMatchObject({
			code: 64,
			err: expect.stringContaining("did you mean --channel?"),
		});
	});

	it("shows its help and that of each command on stdout", async () => {
		const { code, out } = await dat(["--help"]);
		expect(code).toBe(0);
		const names = [...out.matchAll(/^ {2}dat (\w+) {2,}/gm)].map(([, name]) => name!);
		expect(names).toContain("send");
		for (const name of names)
			for (const words of [
				[name, "--help"],
				["help", name],
			])
				expect(await dat(words)).toMatchObject({ code: 0, out: expect.stringContaining("Exit codes:") });
	});

	it("has colours only where they are forced or a person looks, and never with NO_COLOR", async () => {
		const colours = async (env: Record<string, string | undefined>) =>
			(await dat(["nope"], { env: { NO_COLOR: undefined, FORCE_COLOR: undefined, ...env } })).err.includes("\u001b");
		expect([await colours({}), await colours({ FORCE_COLOR: "1" }), await colours({ NO_COLOR: "1" })]).toEqual([
			false,
			true,
			false,
		]);
	});

	it("repeats no secret and nothing that steers a terminal, where a word is wrong", async () => {
		const url = ["https://discord.com/api", "webhooks", "1".repeat(18), "x".repeat(68)].join("/");
		for (const words of [
			[url],
			["send", url, "x"],
			["send", "P1", "x", `--${url}`],
			["send", "P1", "x", "--file", url],
		]) {
			const { code, err } = await dat(words);
			expect({ code, hasToken: err.includes("xxxx") }).toEqual({ code: 64, hasToken: false });
		}
		expect((await dat(["scan", "\u001b[2J\u202e"])).err).not.toMatch(/[\u001b\u202e]/);
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
