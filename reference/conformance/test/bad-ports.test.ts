import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPort } from "../src/check-port.ts";
import { check } from "../src/cli/check.ts";
import type { Level } from "../src/contract/parse-contract.ts";
import { BadManifest, readManifest, toBarePort } from "../src/drive/manifest.ts";
import { whyNotStarted } from "../src/drive/not-started.ts";
import { whatIsMissing } from "../src/drive/prepare.ts";
import { exitCodeOf, type PortReport } from "../src/report/port-report.ts";
import { toLines } from "../src/report/terminal.ts";

const START = `{"id":1,"result":{"protocol":1,"name":"x","language":"node","level":"L3"}}`;

/** A port that is a line of JavaScript. */
async function checkScript(script: string, level: Level, timeoutScale = 1): Promise<PortReport> {
	const port = toBarePort([process.execPath, "-e", script], level);
	return checkPort(port, { argument: "x", isWanted: ({ id }) => id === "req/01-one-post", jobs: 1, timeoutScale });
}

const story = (report: PortReport): string => toLines(report, { withTraces: false });

test("a port that does not start is an ERROR that says so", async () => {
	const port = toBarePort(["/nowhere/port"], "L0");
	const report = await checkPort(port, { argument: "x", isWanted: () => true, jobs: 1, timeoutScale: 1 });
	expect(story(report)).toMatch(/ERROR.*[\s\S]*it could not be started: .*ENOENT/);
	expect(exitCodeOf([report], { isStrict: false })).toBe(2);
});

test("what cannot be started is told with what to do about it", () => {
	const why = (program: string, code: string): string =>
		whyNotStarted(program, Object.assign(new Error(code), { code }));
	expect(why("./send.sh", "EACCES")).toBe("./send.sh may not be executed: chmod +x ./send.sh");
	expect(why("send", "ENOENT")).toMatch("there is no send on PATH");
	expect(why("./send", "ENOENT")).toMatch("or not what its first line (#!) names");
	expect(why("dat.port.json", "EACCES")).toMatch("--port dat.port.json");
	expect(why(tmpdir(), "EACCES")).toMatch(`--port ${tmpdir()}`);
});

test("a port that asks nothing of its webhook is told only that", async () => {
	const report = await checkScript(`console.error("no URL in $HOOK"); process.exitCode = 1`, "L0");
	expect(story(report)).toMatch(
		/ERROR[\s\S]*no request to \$DISCORD_WEBHOOK, and ended with exit code 1; its last words:\s+no URL/,
	);
	expect(report.cases).toHaveLength(1);
});

test("a choice that fits no case is wrong usage", async () => {
	const words = { only: ["RTY-99"], timeoutScale: 1 };
	await expect(check(["true"], words, () => {})).rejects.toThrow("no case fits");
});

test("what a toolchain lacks is told in its own words", () => {
	const port = toBarePort(["true"], "L0");
	const say = ["-e", "console.error('no browser here'); process.exit(1)"];
	expect(whatIsMissing({ ...port, toolchain: [[process.execPath, ...say]] })).toMatch(
		/does not succeed: no browser here$/,
	);
	expect(whatIsMissing({ ...port, toolchain: [["gogo", "version"]] })).toMatch(
		'"gogo version" does not succeed: there is no gogo',
	);
	expect(whatIsMissing({ ...port, toolchain: [[process.execPath, "--version"]] })).toBeUndefined();
});

test("a line that is not JSON is shown with what was expected", async () => {
	const report = await checkScript(`console.log("Listening on 8080"); process.stdin.resume()`, "L3");
	expect(story(report)).toMatch(
		/ERROR[\s\S]*it wrote a line that is not JSON; stdout is for replies[\s\S]*Listening on 8080/,
	);
});

test("a wrong protocol version is told apart from rubbish", async () => {
	const report = await checkScript(`console.log('${START.replace('"protocol":1', '"protocol":2')}')`, "L3");
	expect(story(report)).toMatch(/ERROR[\s\S]*"protocol" is 1, not 2/);
});

test("a reply of the wrong shape is told with the command it answers", async () => {
	const port = `process.stdin.once("data", () => console.log('${START}')).on("data", (d) => { const m = JSON.parse(d); if (m.cmd !== "start") console.log(JSON.stringify({ id: m.id, result: "fine" })) })`;
	expect(story(await checkScript(port, "L3"))).toMatch(/does not answer "configure": the result is true/);
});

test("an L1 port whose last line is no outcome is told which line that was", async () => {
	expect(story(await checkScript(`console.log("sent!")`, "L1"))).toMatch(
		/the last line of stdout is no outcome[\s\S]*sent!/,
	);
});

test("a port that never ends is ended", async () => {
	const report = await checkScript(`setInterval(() => {}, 1000)`, "L0", 0.05);
	expect(story(report)).toMatch(/ERROR[\s\S]*it had not ended after 3 s/);
});

test("a port that never answers is ended", async () => {
	expect(story(await checkScript(`process.stdin.resume()`, "L3", 0.05))).toMatch(
		/ERROR[\s\S]*no reply to "start" within 3 s/,
	);
});

test("a flood of output is cut off", async () => {
	const flood = `const more = () => process.stdout.write("x".repeat(65536) + "\\n", more); more()`;
	expect(story(await checkScript(flood, "L0"))).toMatch(/ERROR[\s\S]*it flooded its output/);
});

test.skipIf(process.platform !== "linux")(
	"what a port left running is ended, even where it left its group",
	async () => {
		const file = join(await mkdtemp(join(tmpdir(), "dat-fork-")), "pid");
		const fork = `const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }); require("node:fs").appendFileSync(${JSON.stringify(file)}, c.pid + "\\n"); c.unref(); process.exit(1)`;
		await checkScript(fork, "L0");
		const pids = (await readFile(file, "utf8")).trim().split("\n").map(Number);
		expect(pids.length).toBeGreaterThan(0);
		await expect.poll(() => pids.filter(isAlive)).toEqual([]);
	},
);

/** A zombie that nobody collected is dead. */
function isAlive(pid: number): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

test("a bad manifest says what to write", async () => {
	const folder = await mkdtemp(join(tmpdir(), "dat-manifest-"));
	const refuse = (manifest: object): string => {
		writeFileSync(join(folder, "dat.port.json"), JSON.stringify(manifest));
		try {
			return readManifest(folder).name;
		} catch (error) {
			return error instanceof BadManifest ? error.message : String(error);
		}
	};
	const good = { name: "x", language: "x", protocol: 1, level: "L0", run: ["true"] };
	expect(refuse(good)).toBe("x");
	expect(refuse({ ...good, protocol: 2 })).toMatch('"protocol" is 1, not 2');
	expect(refuse({ ...good, level: "L9" })).toMatch('"level" is L0, L1, L2 or L3');
	expect(refuse({ ...good, run: "go run ." })).toMatch('"run" is a program with its arguments');
	expect(refuse({ ...good, skip: { "DAT-SEC-04": {} } })).toMatch('needs a "reason"');
	expect(refuse({ ...good, skip: { "DAT-SEC-99": {} } })).toMatch("DAT-SEC-99, which is neither a requirement");
	expect(() => readManifest("/nowhere")).toThrow("there is no manifest at /nowhere");
});

test("after a port that cannot be run the next one is checked all the same", async () => {
	const folder = await mkdtemp(join(tmpdir(), "dat-two-"));
	const manifest = { name: "broken", language: "x", protocol: 1, level: "L0", build: [["false"]], run: ["true"] };
	writeFileSync(join(folder, "dat.port.json"), JSON.stringify(manifest));
	const told: string[] = [];
	const code = await check(
		[process.execPath, "-e", ""],
		{ port: [folder], case: ["req/01"], timeoutScale: 1 },
		(text) => told.push(text),
	);
	expect(code).toBe(2);
	expect(told.join("\n")).toMatch(/broken: false failed[\s\S]*ERROR DAT-REQ-01/);
});

/** A port that has a service, each a line of JavaScript. */
function withService(service: string, script: string): Promise<PortReport> {
	const port = toBarePort([process.execPath, "-e", script], "L0");
	return checkPort(
		{ ...port, service: [process.execPath, "-e", service] },
		{ argument: "x", isWanted: ({ id }) => id === "req/01-one-post", jobs: 1, timeoutScale: 0.02 },
	);
}

test("a service gives its variables to every case, and is ended after the last", async () => {
	const report = await withService(
		`console.log(JSON.stringify({ SERVICE_PID: process.pid })); setInterval(() => {}, 1000)`,
		`console.error("pid " + process.env.SERVICE_PID); process.exitCode = 1`,
	);
	const [, pid] = /pid (\d+)/.exec(story(report)) ?? [];
	expect(Number(pid)).toBeGreaterThan(0);
	await expect.poll(() => isAlive(Number(pid))).toBe(false);
});

test.each([
	["ends at once", "console.error('no browser here')", /said nothing.*no browser here/s],
	["says something else", "console.log('ready')", /said ready; its first line is a JSON object/],
	["says nothing in time", "setInterval(() => {}, 1000)", /said nothing; its first line/],
])("a service that %s is told with what to write", async (_, service, told) => {
	await expect(withService(service, "")).rejects.toThrow(told);
});
