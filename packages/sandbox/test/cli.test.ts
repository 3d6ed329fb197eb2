import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { warnOfHost } from "../src/cli/announce.ts";
import { readScript, readTuning } from "../src/cli/read-files.ts";
import { readOptions } from "../src/cli/read-options.ts";

const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

interface Run {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** Runs it to its end. */
async function run(...args: string[]): Promise<Run> {
	const child = spawn(process.execPath, [CLI, ...args]);
	onTestFinished(() => void child.kill());
	const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));
	const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
	return { code: await ended, out, err };
}

/** Starts it, and stops it after a look at what it has printed. */
async function start(...args: string[]): Promise<{ out: string; url: string; stop: () => Promise<number | null> }> {
	const child = spawn(process.execPath, [CLI, "--port", "0", ...args]);
	onTestFinished(() => void child.kill("SIGKILL"));
	let out = "";
	for await (const chunk of child.stdout) {
		out += chunk;
		if (out.includes("Ctrl-C ends it.")) break;
	}
	const stop = (): Promise<number | null> =>
		new Promise((resolve) => {
			child.once("exit", resolve);
			child.kill("SIGTERM");
		});
	return { out, stop, url: /shows what arrives at (\S+)/.exec(out)?.[1] ?? "" };
}

function file(content: unknown): string {
	const path = join(mkdtempSync(join(tmpdir(), "dat-")), "file.json");
	writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
	return path;
}

const post = async (url: string): Promise<number> =>
	(await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"content":"a"}' }))
		.status;

describe("dat-sandbox", () => {
	it("prints webhooks that work and lines to paste, the same for the same seed, and ends on SIGTERM", async () => {
		const { out, stop, url } = await start("--seed", "7");
		const exported = /^export DISCORD_WEBHOOK_ALERTS=(\S+)$/m.exec(out)?.[1] ?? "";
		expect(out).toContain(`  alerts  ${exported}\n`);
		expect(await post(exported)).toBe(204);
		expect(out.match(/^export DISCORD_WEBHOOK_(?:ALERTS|INFO|TRADES|DEV|AUDIT)=/gm)).toHaveLength(5);
		const [{ token = "" } = {}] = [createSandbox({ seed: 7 }).createWebhook({ channel: "alerts" })];
		expect(exported).toBe(`${url}/api/webhooks/${exported.split("/").at(-2)}/${token}`);
		expect(await stop()).toBe(0);
	});

	it("takes a profile and a script from files", async () => {
		const profile = file({ profile: { ban: "html" }, limits: { bucket: { max: 2, windowMs: 60_000 } } });
		const script = file({ alerts: ["unavailable", { status: 418 }] });
		const { out, url } = await start("--profile", profile, "--script", script);
		const alerts = /^export DISCORD_WEBHOOK_ALERTS=(\S+)$/m.exec(out)?.[1] ?? "";
		const seen: number[] = [];
		for (let count = 0; count < 5; count++) seen.push(await post(alerts));
		expect(seen).toEqual([503, 418, 204, 204, 429]);
		expect(await (await fetch(`${url}/_sandbox/profile`)).json()).toMatchObject({ profile: { ban: "html" } });
	});

	it("is strict when told so", async () => {
		const { url } = await start("--strict");
		expect(await (await fetch(`${url}/_sandbox/profile`)).json()).toMatchObject({
			profile: { emptyFields: "reject", emptyUserAgent: "block" },
		});
	});

	it("ends with 2 and no stack when it is called wrongly", async () => {
		const { code, err, out } = await run("--port", "http");
		expect([code, out]).toEqual([2, ""]);
		expect(err).toBe(
			'dat-sandbox: --port cannot be "http": write a whole number from 0 to 65535\nSee dat-sandbox --help.\n',
		);
	});

	it.each<[string[], string]>([
		[["--port", "70000"], '--port cannot be "70000"'],
		[["--seed=-1"], '--seed cannot be "-1"'],
		[["--keep", "all"], '--keep cannot be "all"'],
		[["--nonsense"], "--nonsense"],
		[["--strict", "--profile", "default"], "--profile strict is the same"],
	])("refuses %j with what to write", (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});

	it.each<[unknown, string]>([
		[{ profil: {} }, 'it has "profil": take "profile", "limits" and "clockSkewMs"'],
		[{ profile: { ban: 1 } }, "ban cannot be 1: take json or text or html"],
		[{ limits: { bucket: 1 } }, "bucket cannot be 1: write"],
		[[], "it must hold a JSON object"],
	])("refuses a profile %j, and names the file", async (content, message) => {
		const path = file(content);
		await expect(readTuning(path)).rejects.toThrow(`--profile ${path}: ${message}`);
	});

	it.each<[unknown, string]>([
		[{ alerts: ["limted"] }, 'no fault "limted"'],
		[{ alerts: "limited" }, '"faults" must be a list'],
		["{", "JSON"],
	])("refuses a script %j", async (content, message) => {
		await expect(readScript(file(content))).rejects.toThrow(message);
		await expect(readScript("/nowhere.json")).rejects.toThrow("--script /nowhere.json: ENOENT");
	});

	it("names the channels when a script names another, and a host that is none of this machine", async () => {
		expect((await run("--script", file({ nowhere: [] }))).err).toContain(
			'the channel "nowhere": take one of alerts, info',
		);
		expect((await run("--host", "203.0.113.1")).err).toContain("--host 203.0.113.1 is no address of this machine");
	});

	it("says which port is taken", async () => {
		await using discord = createSandbox();
		const port = new URL((await discord.listen()).url).port;
		expect(await run("--port", port)).toMatchObject({
			code: 2,
			err: expect.stringContaining(`port ${port} is taken: --port 0 takes any free one`),
		});
	});

	it("is loud where others could listen, and only there", () => {
		for (const host of ["127.0.0.1", "localhost", "::1", "127.1.2.3"]) expect(warnOfHost(host)).toBeUndefined();
		for (const host of ["0.0.0.0", "::", "192.168.0.2"]) expect(warnOfHost(host)).toContain(`listening on ${host}`);
	});

	it("prints its help and its version", async () => {
		expect((await run("--help")).out).toContain("--profile P");
		expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});
