import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { setup } from "../setup.ts";
import { dat, onlyEmbed, start, tempFolder, type World } from "./dat.ts";

/** `dat run` of a shell script against a sandbox. */
async function house() {
	const { sandbox, urls } = await setup();
	const env = { DISCORD_WEBHOOK: urls["alerts"] };
	const [webhook] = sandbox.state.webhooks.values();
	return {
		sandbox,
		env,
		fault: (...faults: Parameters<typeof sandbox.script>[1][]) => sandbox.script(webhook!.id, ...faults),
		run: (script: string, options: string[] = [], world: World = {}) =>
			dat(["run", ...options, "--", "sh", "-c", script], { env, ...world }),
		start: (script: string, options: string[] = []) => start(["run", ...options, "--", "sh", "-c", script], { env }),
	};
}

describe("dat run", () => {
	it("sends an alert with exit code, duration, host and the last lines, and keeps the exit code", async () => {
		const { sandbox, run } = await house();
		const { code, err } = await run("seq 30 >&2; exit 3", [
			"--on-failure",
			"P2",
			"--lines",
			"2",
			"--field",
			"job=nightly",
		]);
		expect(code).toBe(3);
		expect(err).toBe(`${Array.from({ length: 30 }, (_, index) => index + 1).join("\n")}\n`);
		const { title, description, color, fields } = onlyEmbed(sandbox);
		expect(title).toContain("sh failed");
		expect(description).toBe("```\n29\n30\n```");
		expect(color).toBe(0xffcc00);
		expect(fields).toMatchObject([
			{ name: "ended with", value: "exit code 3" },
			{ name: "after", value: expect.stringMatching(/^\d+\.\d s$/) },
			{ name: "host", value: hostname() },
			{ name: "job", value: "nightly" },
		]);
	});

	it("says nothing of a success, unless asked to", async () => {
		const { sandbox, run } = await house();
		expect(await run("echo fine")).toEqual({ code: 0, out: "fine\n", err: "" });
		expect(sandbox.messages()).toHaveLength(0);
		expect(await run("echo fine", ["--on-success", "P3", "--title", "Backup done"])).toMatchObject({ code: 0 });
		expect(onlyEmbed(sandbox)).toMatchObject({ title: expect.stringContaining("Backup done"), color: 0x00cc66 });
	});

	it("keeps both outputs in their order where they go to one place", async () => {
		const { sandbox, run } = await house();
		const { out } = await run("for i in 1 2 3; do echo o$i; echo e$i >&2; done; exit 1", [], { isOnePlace: true });
		expect(out).toBe("o1\ne1\no2\ne2\no3\ne3\n");
		expect(onlyEmbed(sandbox).description).toBe("```\no1\ne1\no2\ne2\no3\ne3\n```");
	});

	it("reads nothing of a stdout that goes elsewhere, which may be data, unless asked to", async () => {
		const { sandbox, run } = await house();
		expect(await run("echo data; exit 1")).toMatchObject({ out: "data\n" });
		expect(onlyEmbed(sandbox).description).not.toContain("data");
		const other = await house();
		expect(await other.run("echo data; exit 1", ["--stdout"])).toMatchObject({ out: "data\n" });
		expect(onlyEmbed(other.sandbox).description).toContain("data");
	});

	it("passes on every byte of a large output and all of stdin", async () => {
		const { run } = await house();
		const stdin = Buffer.alloc(3_000_000, "line of a dump\n");
		for (const world of [{ stdin }, { stdin, isOnePlace: true }])
			expect((await run("cat", [], world)).out).toBe(stdin.toString());
	});

	it("gives the command a pipe that it can open by name", async () => {
		const { run } = await house();
		expect(await run("echo warning > /dev/stderr")).toEqual({ code: 0, out: "", err: "warning\n" });
	});

	it("shows what a terminal would show, takes secrets out, and keeps its block closed", async () => {
		const { sandbox, run } = await house();
		const token = "x".repeat(68);
		await run(
			`printf '10%%\\r99%%\\n\\033[31mred\\033[0m \`\`\`\\nhttps://discord.com/api/webhooks/${"1".repeat(18)}/${token}\\n' >&2; exit 1`,
		);
		const { description = "" } = onlyEmbed(sandbox);
		expect(description).toMatch(/^```\n99%\nred `\u200b`\u200b`\n/);
		expect(description).toMatch(/\[redacted\]\n```$/);
		expect(description).not.toContain(token);
	});

	it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const)(
		"passes %s on and takes what the command makes of it",
		async (signal) => {
			const { sandbox, start } = await house();
			const name = signal.slice(3);
			const run = start(`trap 'echo caught; exit 7' ${name}; echo ready; while :; do sleep 0.05; done`);
			await run.said("ready");
			run.kill(signal);
			expect(await run.ended).toMatchObject({ code: 7, out: "ready\ncaught\n" });
			expect(onlyEmbed(sandbox).fields[0]).toMatchObject({ value: "exit code 7" });
		},
	);

	it("exits with 128 + N when signal N ended the command", async () => {
		const { sandbox, start } = await house();
		const run = start("echo ready; exec sleep 60");
		await run.said("ready");
		run.kill("SIGTERM");
		expect(await run.ended).toMatchObject({ code: 143 });
		expect(onlyEmbed(sandbox).fields[0]).toMatchObject({ value: "SIGTERM" });
	});

	it("exits with 127 or 126 when the command cannot be started, and sends an alert", async () => {
		const { sandbox, env } = await house();
		expect(await dat(["run", "--", "/no/such/command"], { env })).toMatchObject({
			code: 127,
			err: "dat: /no/such/command was not started: no such command\n",
		});
		expect(onlyEmbed(sandbox).fields[0]).toMatchObject({ value: "no such command" });
		const path = join(tempFolder(), "plain");
		writeFileSync(path, "");
		expect(await dat(["run", "--", path], { env })).toMatchObject({ code: 126 });
	});

	it("keeps the exit code when the alert fails, and says so", async () => {
		const { run, fault } = await house();
		fault(FAULTS.dead);
		const rejected = await run("exit 9");
		expect(rejected).toMatchObject({ code: 9, err: expect.stringContaining("the alert was not delivered (gone)") });
		for (const env of [{}, { DISCORD_WEBHOOK: "nonsense" }, { NOTIFY_DISCORD_ENABLED: "off" }])
			expect(await run("exit 9", [], { env })).toMatchObject({
				code: 9,
				err: expect.stringContaining("the alert was not"),
			});
	});

	it("waits no longer for the outcome than it is told, nor after one more signal", async () => {
		const { sandbox, run, fault, start } = await house();
		fault(FAULTS.stall, FAULTS.stall);
		const late = await run("exit 9", ["--timeout", "0.2"]);
		expect(late).toMatchObject({ code: 9, err: expect.stringContaining("the alert is pending") });
		const impatient = start("exit 8");
		await new Promise((resolve) => sandbox.onRequest(resolve));
		impatient.kill("SIGINT");
		expect(await impatient.ended).toMatchObject({ code: 8, err: expect.stringContaining("the alert is pending") });
	});

	it("does not wait for what the command left behind with its output open", async () => {
		const { sandbox, run } = await house();
		const pid = join(tempFolder(), "pid");
		const { code, err } = await run(`sleep 60 > /dev/null & echo $! > ${pid}; echo started >&2; exit 5`);
		process.kill(Number(readFileSync(pid, "utf8")));
		expect(code).toBe(5);
		expect(err).toContain("still holds its output");
		expect(onlyEmbed(sandbox).description).toContain("started");
	});

	it("runs nothing when its own words are wrong", async () => {
		const cwd = tempFolder();
		for (const words of [
			["touch", "it"],
			["--on-failure", "P9", "--", "touch", "it"],
			["--lines", "x", "--", "touch", "it"],
			["--timeout", "0", "--", "touch", "it"],
			["touch", "--", "touch", "it"],
			["--"],
		])
			expect(await dat(["run", ...words], { cwd })).toMatchObject({ code: 64, out: "" });
		expect(existsSync(join(cwd, "it"))).toBe(false);
	});
});
