import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSecretFinder } from "../../src/cli/find-secrets.ts";
import { dat, tempFolder } from "./dat.ts";

const ID = "1".repeat(18);
const SECRET = ["https://discord.com/api", "webhooks", ID, "x".repeat(68)].join("/");
const SHOWN = `webhook secret webhooks/${ID}/[redacted]`;

function makeTree(files: Record<string, string | Buffer>, isRepository = true): { cwd: string; git: typeof git } {
	const cwd = tempFolder();
	const git = (...words: string[]): string => {
		const as = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"];
		return execFileSync("git", [...as, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] }).toString();
	};
	if (isRepository) git("init", "-q");
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(join(cwd, name, ".."), { recursive: true });
		writeFileSync(join(cwd, name), text);
	}
	return { cwd, git };
}

describe("dat scan", () => {
	it("tells file, line and column with the token masked, and what to do", async () => {
		const { cwd } = makeTree({ "config.txt": `\nurl = ${SECRET}\nold = ${SECRET} dat-scan-ignore\n` }, false);
		const { code, out, err } = await dat(["scan"], { cwd });
		expect({ code, out }).toEqual({ code: 1, out: `config.txt:2:31: ${SHOWN}\n` });
		expect(err).toContain("delete the webhook in Discord");
		expect(out + err).not.toContain("xxxx");
		expect(JSON.parse((await dat(["scan", "config.txt", "--json"], { cwd })).out)).toEqual([
			{ file: "config.txt", line: 2, column: 31, shown: `webhooks/${ID}/[redacted]` },
		]);
	});

	it("leaves out .git, node_modules, what git ignores, binary files and what links lead to", async () => {
		const outside = join(tempFolder(), "outside.txt");
		writeFileSync(outside, SECRET);
		const { cwd } = makeTree({
			".gitignore": "ignored/\n",
			"ignored/a.txt": SECRET,
			"node_modules/b.txt": SECRET,
			"deep/node_modules/c.txt": SECRET,
			"binary.dat": Buffer.concat([Buffer.from([0]), Buffer.from(SECRET)]),
			".git/d.txt": SECRET,
			"new.txt": SECRET,
		});
		symlinkSync(outside, join(cwd, "link.txt"));
		expect(await dat(["scan"], { cwd })).toMatchObject({ code: 1, out: `new.txt:1:25: ${SHOWN}\n` });
		rmSync(join(cwd, ".git"), { recursive: true });
		expect((await dat(["scan"], { cwd })).out.match(/^[^:]+/gm)).toEqual(["ignored/a.txt", "new.txt"]);
	});

	it("looks at what git has staged, not at what lies there, by two processes of git for any number of files", async () => {
		const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`sub/${index}.txt`, `${index}\n`]));
		const { cwd, git } = makeTree({ ...files, "sub/secret é.txt": `a\nb ${SECRET}\n` });
		expect(await dat(["scan", "--staged"], { cwd })).toEqual({ code: 0, out: "", err: "" });
		git("add", ".");
		writeFileSync(join(cwd, "sub/secret é.txt"), "clean now\n");
		const log = join(tempFolder(), "log");
		// Each process of git writes a line with the word of its command.
		const { code, out } = await dat(["scan", "--staged"], { cwd: join(cwd, "sub"), env: { GIT_TRACE: log } });
		expect({ code, out }).toEqual({ code: 1, out: `sub/secret é.txt:2:27: ${SHOWN}\n` });
		expect(readFileSync(log, "utf8").match(/built-in: git [a-z-]+/g)).toEqual([
			"built-in: git diff",
			"built-in: git cat-file",
		]);
		expect(await dat(["scan"], { cwd })).toMatchObject({ code: 0 });
	});

	it("stops a commit as a pre-commit hook, also of `git commit -a`, and lets a clean one through", async () => {
		const { cwd, git } = makeTree({ "a.txt": "clean\n" });
		const cli = join(import.meta.dirname, "../../src/cli.ts");
		const hook = join(cwd, ".git/hooks/pre-commit");
		writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" --conditions=@dat/source "${cli}" scan --staged\n`);
		chmodSync(hook, 0o755);
		git("add", ".");
		git("commit", "-qm", "clean");
		writeFileSync(join(cwd, "a.txt"), `${SECRET}\n`);
		expect(() => git("commit", "-qam", "leak")).toThrow(`a.txt:1:25: ${SHOWN}`);
		expect(git("log", "--format=%s")).toBe("clean\n");
	});

	it("skips what is staged of a submodule or a link, what is removed, and empty files", async () => {
		const { cwd, git } = makeTree({ "gone.txt": SECRET, "empty.txt": "", "b.txt": `x ${SECRET}` });
		git("add", ".");
		git("commit", "-qm", "all");
		git("rm", "-q", "gone.txt");
		git("mv", "b.txt", "renamed.txt");
		symlinkSync(SECRET, join(cwd, "link"));
		git("add", ".");
		git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD").trim()},module`);
		expect(await dat(["scan", "--staged"], { cwd })).toMatchObject({ code: 1, out: `renamed.txt:1:27: ${SHOWN}\n` });
	});

	it("says what it could not read, and then does not end with 0", async () => {
		const { cwd } = makeTree({ "a.txt": "clean" });
		expect(await dat(["scan", "--staged"], { cwd: tempFolder() })).toMatchObject({
			code: 64,
			err: expect.stringContaining("--staged needs git and a work tree: "),
		});
		expect(await dat(["scan", "none"], { cwd })).toMatchObject({
			code: 64,
			err: "dat: there is no file or folder none\n",
		});
		expect(await dat(["scan", "--staged", "a.txt"], { cwd })).toMatchObject({ code: 64 });
		// /proc has files that even root cannot read.
		if (process.platform === "linux")
			expect(await dat(["scan", "/proc/self/mem"])).toMatchObject({
				code: 2,
				err: expect.stringContaining("not scanned"),
			});
	});

	it("neither waits for a named pipe nor reads a device to its end", async () => {
		const { cwd } = makeTree({ "a.txt": "clean" }, false);
		execFileSync("mkfifo", [join(cwd, "pipe")]);
		for (const path of [".", "pipe", "/dev/zero"])
			expect(await dat(["scan", path], { cwd })).toMatchObject({ code: 0 });
	});

	it("shows no control characters of a file's name", async () => {
		const { cwd, git } = makeTree({ "red\u001b[31m\nname": SECRET });
		expect((await dat(["scan"], { cwd })).out).toBe(`red\\u001b[31m\\nname:1:25: ${SHOWN}\n`);
		git("add", ".");
		expect((await dat(["scan", "--staged"], { cwd })).out).toBe(`red\\u001b[31m\\nname:1:25: ${SHOWN}\n`);
	});
});

describe("createSecretFinder()", () => {
	const find = (...pieces: readonly (string | Buffer)[]) => {
		const finder = createSecretFinder("a");
		for (const piece of pieces) finder.write(Buffer.from(piece));
		return finder.end().map(({ line, column }) => `${line}:${column}`);
	};

	it("finds secrets as URLs, in JSON that escapes slashes, in query strings and in UTF-16", () => {
		expect(find(SECRET)).toEqual(["1:25"]);
		expect(find(SECRET.replaceAll("/", "\\/"))).toEqual(["1:29"]);
		expect(find(encodeURIComponent(SECRET))).toHaveLength(1);
		expect(find(Buffer.from(`\ufeff\n${SECRET}`, "utf16le"))).toEqual(["2:25"]);
	});

	it("finds a secret wherever a file is cut into pieces, once and in its line", () => {
		const text = `first\n${SECRET}\nlast ${SECRET}`;
		for (let cut = 0; cut <= text.length; cut++)
			expect(find(text.slice(0, cut), text.slice(cut))).toEqual(["2:25", "3:30"]);
		const megabyte = `${"a line\n".repeat(149_797)}`;
		expect(find(megabyte, SECRET.slice(0, 60), SECRET.slice(60), "\n", megabyte, SECRET)).toEqual([
			"149798:25",
			"299596:25",
		]);
	});

	it("finds a secret across the pieces of a line without end", () => {
		const long = "y".repeat(1_048_570);
		for (const cut of [0, 40, SECRET.length])
			expect(find(long, SECRET.slice(0, cut), SECRET.slice(cut), long, long)).toHaveLength(1);
	});
});
