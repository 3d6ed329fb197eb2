import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { readFile } from "../../src/cli/read-file.ts";
import { setup } from "../setup.ts";
import { dat, onlyEmbed, tempFolder } from "./dat.ts";

const TOKEN = "x".repeat(68);
const SECRET = ["https://discord.com/api", "webhooks", "1".repeat(18), TOKEN].join("/");

async function house() {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	return { sandbox, webhook: webhook!, env: { DISCORD_WEBHOOK: urls["alerts"] } };
}

/** A webhook whose requests can be read to the last byte. */
async function listen(): Promise<{ readonly url: string; readonly bodies: string[] }> {
	const bodies: string[] = [];
	const server = createServer(async (request, response) => {
		bodies.push(Buffer.concat(await request.toArray()).toString());
		response.writeHead(204).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/api/webhooks/${"1".repeat(18)}/${TOKEN}`, bodies };
}

describe("dat send", () => {
	it("delivers an alert with fields and prints the outcome", async () => {
		const { sandbox, env } = await house();
		const { code, out } = await dat(["send", "p2", "Backup failed", "--field", "host=db1", "--json"], { env });
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({ status: "delivered" });
		expect(onlyEmbed(sandbox).fields).toMatchObject([{ name: "host", value: "db1" }]);
	});

	it("attaches long text from stdin and shows its first and last lines", async () => {
		const { sandbox, env } = await house();
		const stdin = `first line\n${"middle\n".repeat(2000)}last line\n`;
		expect(await dat(["send", "P2", "Log", "--description", "-"], { env, stdin })).toMatchObject({ code: 0 });
		const shown = JSON.stringify(sandbox.messages());
		for (const part of ["first line", "last line", "text.txt"]) expect(shown).toContain(part);
	});

	it("attaches the beginning and end of a text that Discord would not take, and says how much is left out", async () => {
		const { url, bodies } = await listen();
		const stdin = Buffer.alloc(30_000_000, "a line of the log\n");
		stdin.write("the first line\n");
		stdin.write("the last line\n", stdin.length - 14);
		const { code } = await dat(["send", "P2", "Log", "--description", "-"], { env: { DISCORD_WEBHOOK: url }, stdin });
		expect(code).toBe(0);
		const [body = ""] = bodies;
		expect(body.length).toBeLessThan(10_485_760);
		for (const part of ["\nthe first line\n", "the last line\n", /\[\d{8} bytes are left out here\]\n/])
			expect(body).toMatch(part);
	});

	it("attaches the ends of a large file, all of a pipe, and says when it leaves a binary one out", {
		timeout: 180_000,
	}, async () => {
		const { url, bodies } = await listen();
		const env = { DISCORD_WEBHOOK: url };
		const folder = tempFolder();
		const log = Buffer.alloc(30_000_000, "ä line of the log\n");
		log.write("the first line\n");
		log.write("the last line\n", log.length - 14);
		writeFileSync(join(folder, "big.log"), log);
		expect(await dat(["send", "P2", "x", "--file", join(folder, "big.log")], { env })).toEqual({
			code: 0,
			out: "",
			err: "",
		});
		expect(bodies[0]?.length).toBeLessThan(10_485_760);
		for (const part of ["\nthe first line\n", "the last line\n", /\[\d{8} bytes are left out here\]\n/])
			expect(bodies[0]).toMatch(part);
		writeFileSync(join(folder, "big.bin"), Buffer.alloc(11_000_000));
		for (const path of [join(folder, "big.bin"), "/dev/zero"])
			expect(await dat(["send", "P2", "x", "--file", path], { env })).toMatchObject({
				code: 0,
				err: expect.stringContaining(`${path} is left out: it is no text, and larger than`),
			});
		const pipe = join(folder, "pipe");
		execFileSync("mkfifo", [pipe]);
		spawn("sh", ["-c", 'printf "by a pipe" > "$0"', pipe]);
		expect(readFile(pipe, "--file").data).toBe("by a pipe");
	});

	it("takes secrets out of long text and attached text, also where they are cut", async () => {
		const { url, bodies } = await listen();
		const path = join(tempFolder(), "env.txt");
		writeFileSync(path, `hook=${SECRET}\n`);
		// The 1500 characters that are shown of the first line end within the secret.
		const stdin = `${"-".repeat(1430)}${SECRET}\n${"middle\n".repeat(2000)}`;
		const words = ["send", "P2", "Log", "--description", "-", "--file", path];
		expect(await dat(words, { env: { DISCORD_WEBHOOK: url }, stdin })).toMatchObject({ code: 0 });
		expect(bodies).toHaveLength(1);
		expect(bodies[0]).toContain("hook=https://discord.com/api/webhooks/111111111111111111/[redacted]");
		expect(bodies[0]).not.toContain(TOKEN.slice(0, 10));
	});

	it("reads an alert in its JSON form from stdin or a file, and what else is said wins", async () => {
		const { sandbox, env } = await house();
		const alert = { severity: "P2", title: "Disk full", fields: { disk: "sda1" }, footer: "from JSON", sevrity: "P0" };
		const { code, err } = await dat(["send", "--alert", "-", "--footer", "from words"], {
			env,
			stdin: JSON.stringify(alert),
		});
		expect({ code, err }).toEqual({ code: 0, err: 'dat: an alert has no "sevrity"; did you mean severity?\n' });
		expect(onlyEmbed(sandbox)).toMatchObject({
			title: expect.stringContaining("Disk full"),
			fields: [{ name: "disk", value: "sda1" }],
			footer: { text: expect.stringContaining("from words") },
		});
		const path = join(tempFolder(), "alert.json");
		writeFileSync(path, JSON.stringify(alert));
		expect(await dat(["send", "--alert", path], { env })).toMatchObject({ code: 0 });
		expect(sandbox.messages()).toHaveLength(2);
	});

	it("says what is wrong with JSON that is no alert", async () => {
		const wrong = async (stdin: string, ...words: string[]) => {
			const { code, err } = await dat(["send", "--alert", "-", ...words], { stdin });
			expect(code).toBe(64);
			return err;
		};
		expect(await wrong("{")).toContain("--alert is no JSON");
		expect(await wrong("[1]")).toContain("--alert is no JSON object");
		expect(await wrong("{}", "P1")).toContain("the severity and title are in the JSON");
		expect(await wrong("{}", "--description", "-")).toContain("stdin is either");
	});

	it("ends when its time is up, with 5 and what pending means", async () => {
		const { sandbox, webhook, env } = await house();
		sandbox.script(webhook.id, FAULTS.stall);
		const { code, out, err } = await dat(["send", "P1", "Late", "--timeout", "0.2", "--json"], { env });
		expect(code).toBe(5);
		expect(JSON.parse(out)).toMatchObject({ status: "pending" });
		expect(err).toContain("nobody tries again");
	});

	it("keeps a late alert in a spool, and the next one with it sends both", async () => {
		const { sandbox, webhook, env } = await house();
		const spool = join(tempFolder(), "spool.db");
		sandbox.script(webhook.id, FAULTS.stall);
		const late = await dat(["send", "P1", "Late", "--timeout", "0.2", "--spool", spool], { env });
		expect(late).toMatchObject({ code: 5, err: expect.stringContaining(`waits in ${spool}`) });
		expect(await dat(["send", "P1", "Next", "--spool", spool], { env })).toEqual({ code: 0, out: "", err: "" });
		const shown = JSON.stringify(sandbox.messages());
		for (const part of ["Next", "Late", "late by"]) expect(shown).toContain(part);
	});

	it("tells by its exit code how it ended", async () => {
		const { sandbox, webhook, env } = await house();
		expect(await dat(["send", "P1", "x"])).toMatchObject({ code: 4 });
		expect(await dat(["send", "P1", "x"], { env: { DISCORD_WEBHOOK: "nonsense" } })).toMatchObject({ code: 4 });
		expect(await dat(["send", "P1", "x"], { env: { ...env, NOTIFY_DISCORD_ENABLED: "off" } })).toMatchObject({
			code: 3,
		});
		expect(await dat(["send", "P9", "x"], { env })).toMatchObject({ code: 64 });
		sandbox.script(webhook.id, FAULTS.dead);
		expect(await dat(["send", "P1", "x"], { env })).toMatchObject({ code: 1, err: expect.stringContaining("(gone)") });
	});
});
