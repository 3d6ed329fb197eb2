import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { redact } from "../../src/cli/redact.ts";
import { isTooOld } from "../../src/cli/runtime.ts";
import { setup } from "../setup.ts";
import { CLI, dat, onlyEmbed, start, tempFolder } from "./dat.ts";

const PATIENT = { timeout: 30_000 };

async function house() {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	return { sandbox, webhook: webhook!, env: { DISCORD_WEBHOOK: urls["alerts"] } };
}

function readIfThere(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}

describe("where the output goes nowhere", () => {
	it.runIf(process.platform === "linux")("says once that it is lost on a full disk, and ends with 74", async () => {
		const { sandbox, env } = await house();
		const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
		const child = spawn(process.execPath, ["--conditions=@dat/source", CLI, "send", "P2", "x", "--json"], {
			env: { ...inherited, ...env },
			stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
		});
		const said = child.stderr?.toArray();
		expect(await once(child, "close")).toEqual([74, null]);
		expect(Buffer.concat((await said) ?? []).toString()).toBe(
			"dat: the output is lost: ENOSPC: no space left on device, write\n",
		);
		expect(sandbox.messages()).toHaveLength(1);
	});

	it("is no failure when the reader has gone", () => {
		const words = `"${process.execPath}" --conditions=@dat/source "${CLI}" send --help | true; echo "\${PIPESTATUS[0]}"`;
		expect(execFileSync("bash", ["-c", words], { stdio: ["ignore", "pipe", "pipe"] }).toString()).toBe("0\n");
	});
});

describe("where a secret could get out", () => {
	it.runIf(process.platform === "linux")(
		"shows a webhook in no process list, output or crash, whatever Discord answers",
		async () => {
			const { sandbox, webhook, env } = await house();
			for (const fault of [FAULTS.dead, FAULTS["server-error"], FAULTS["reset-before"], FAULTS.truncate]) {
				sandbox.script(webhook.id, fault);
				const { out, err } = await dat(["send", "P1", "x", "--json", "--timeout", "2"], { env });
				expect(out + err).not.toContain(webhook.token);
			}
			sandbox.script(webhook.id, FAULTS.stall);
			const before = sandbox.ledger.length;
			const { kill, ended } = start(["send", "P1", "listed"], { env });
			await vi.waitFor(() => expect(sandbox.ledger.length).toBeGreaterThan(before), PATIENT);
			// What `ps` shows of everybody's processes.
			const shown = readdirSync("/proc")
				.filter((name) => /^\d+$/.test(name))
				.map((pid) => readIfThere(`/proc/${pid}/cmdline`));
			expect(shown.some((words) => words.includes("listed"))).toBe(true);
			expect(shown.filter((words) => words.includes(webhook.token))).toEqual([]);
			kill("SIGKILL");
			await ended;
		},
	);

	it("does not repeat an answer that echoes the request", async () => {
		const server = createServer((request, response) => {
			response.writeHead(400, { "content-type": "application/json" });
			response.end(JSON.stringify({ code: 50035, message: `\u001b[31m${request.url} is wrong`, errors: {} }));
		}).listen(0, "127.0.0.1");
		onTestFinished(() => void server.close());
		await once(server, "listening");
		const token = "t".repeat(68);
		const { port } = server.address() as AddressInfo;
		const env = { DISCORD_WEBHOOK: `http://127.0.0.1:${port}/api/webhooks/${"1".repeat(18)}/${token}` };
		for (const words of [["send", "P1", "x", "--json"], ["send", "P1", "x"], ["doctor"], ["doctor", "--json"]]) {
			const { code, out, err } = await dat(words, { env });
			expect(code).toBe(1);
			expect(out + err).not.toContain(token);
			expect(out + err).not.toContain("\u001b");
		}
	});

	it("takes the values of secret variables out of what a command printed", async () => {
		const { sandbox, env } = await house();
		const secret = ["hunter2", "hunter2"].join("-");
		const { code } = await dat(["run", "--", "sh", "-c", "env; exit 1"], { env: { ...env, PGPASSWORD: secret } });
		expect(code).toBe(1);
		const shown = JSON.stringify(sandbox.messages());
		expect(shown).not.toContain(secret);
		expect(onlyEmbed(sandbox).title).toContain("sh failed");
	});

	it("knows secret variables by name, the longer value first, and leaves paths and short words", () => {
		expect(redact("abcdefgh", { "A_TOKEN$&": "abcdefgh" })).toBe("[A_TOKEN$&]");
		const env = {
			API_TOKEN: "abcdefgh",
			DB_PASSWORD: "abcdefghijkl",
			TOKEN_FILE: "/run/secrets/a",
			X_TOKEN: "short",
			HOME: "/home/app1",
		};
		expect(redact("abcdefghijkl abcdefgh /run/secrets/a short /home/app1", env)).toBe(
			"[DB_PASSWORD] [API_TOKEN] /run/secrets/a short /home/app1",
		);
	});
});

describe("where it is broken off", () => {
	it("ends at once on SIGINT while it sends, and the spool has the alert for the next one", async () => {
		const { sandbox, webhook, env } = await house();
		const spool = join(tempFolder(), "spool.db");
		sandbox.script(webhook.id, FAULTS.stall);
		const { kill, ended } = start(["send", "P1", "Broken off", "--spool", spool], { env });
		await vi.waitFor(() => expect(sandbox.ledger).toHaveLength(1), PATIENT);
		kill("SIGINT");
		expect(await ended).toMatchObject({ code: null });
		expect((await dat(["spool", "list", spool])).out).toContain("Broken off");
		expect(await dat(["spool", "retry", spool], { env })).toMatchObject({ code: 0 });
	});
});

describe("where the input is bad", () => {
	it("sends what is no text, and what is larger than Discord takes, in bounded memory", async () => {
		const { sandbox, env } = await house();
		const stdin = Buffer.alloc(60_000_000);
		expect(await dat(["send", "P2", "zeroes", "--description", "-"], { env, stdin })).toMatchObject({ code: 0 });
		const path = join(tempFolder(), "\u001b[31m\u202ename\n.txt");
		writeFileSync(path, "a file\n");
		expect(await dat(["send", "P2", "file", "--file", path], { env })).toMatchObject({ code: 0 });
		expect(sandbox.messages()).toHaveLength(2);
		expect(sandbox.messages()[1]?.files[0]?.filename).not.toMatch(/[\u001b\n\u202e]/);
	});

	it("takes no word for an option of another program, nor a title for one of its own", async () => {
		const { sandbox, env } = await house();
		expect(await dat(["send", "P2", "--", "--json"], { env })).toMatchObject({ code: 0, out: "" });
		expect(onlyEmbed(sandbox).title).toContain("--json");
		expect(await dat(["scan", "--", "--upload-pack=touch"], { env })).toMatchObject({ code: 64 });
	});

	it("says of a Node that is too old what to install", () => {
		expect(["20.20.2", "22.18.0", "22.19.0", "24.0.0"].map(isTooOld)).toEqual([true, true, false, false]);
		const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
		expect(isTooOld(engines.node.replace(">=", ""))).toBe(false);
	});
});
