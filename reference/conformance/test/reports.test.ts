import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { check } from "../src/cli/check.ts";
import { explain, list } from "../src/cli/explain.ts";
import { init } from "../src/cli/init.ts";
import { merge } from "../src/cli/merge.ts";
import { readManifest } from "../src/drive/manifest.ts";
import { prepare, whatIsMissing } from "../src/drive/prepare.ts";
import { CALL, quote, toRerun } from "../src/report/rerun.ts";
import { STARTERS } from "../src/starters/starters.ts";

const folder = mkdtempSync(join(tmpdir(), "dat-reports-"));
const out = join(folder, "out");
const read = (name: string): string => readFileSync(join(out, name), "utf8");
let told = "";
let code = 0;

// A starter does not retry, so one requirement holds and another does not.
beforeAll(async () => {
	init("node", join(folder, "port"));
	const words = { port: [join(folder, "port")], only: ["REQ-01", "SRV-01"], out, timeoutScale: 1 };
	code = await check([], words, (text) => {
		told += text;
	});
});

test("the terminal tells the requirement, what was expected and why, the trace, and how to run it again", () => {
	expect(code).toBe(1);
	expect(told).toContain("FAIL");
	expect(told).toContain("DAT-SRV-01 MUST  srv/01-500: a 500 is tried again");
	expect(told).toContain("expected: at least 2 POSTs");
	expect(told).toMatch(/why: 502 and 520/);
	expect(told).toMatch(/#1 \d+ ms {2}POST \/api\/v10\/webhooks\/\d+\/\[token\]/);
	expect(told).toContain(`rerun: ${CALL} check --case srv/01-500 --trace --port ${join(folder, "port")}`);
});

test("a story that is the same in many cases is told once", () => {
	expect(told.match(/ FAIL /g)).toHaveLength(1);
	expect(told).toContain("the same in srv/01-502, srv/01-503, srv/01-504, srv/01-520");
	expect(told).toMatch(/ MUST, 0\/0 SHOULD; not SRV-01$/m);
});

test("the command that runs a case again can be pasted into a shell", () => {
	const command = quote(["sh", "-c", "echo 'a b'"]);
	expect(execFileSync("sh", ["-c", `printf '%s|' ${command}`], { encoding: "utf8" })).toBe("sh|-c|echo 'a b'|");
	expect(toRerun(`-- ${command}`, "req/01")).toBe(`${CALL} check --case req/01 --trace -- ${command}`);
});

test("every form of the report is written, and none shows a token", () => {
	const names = readdirSync(out).sort();
	expect(names).toEqual(["badge.json", "junit.xml", "report.html", "report.json", "report.md", "report.tap"]);
	for (const name of names) expect(read(name)).not.toMatch(/webhooks\/\d+\/[\w-]{60}/);
	expect(read("junit.xml")).toMatch(/<testsuite name="my-node-alerts" tests="\d+" failures="1"/);
	expect(read("report.tap")).toMatch(/^TAP version 14\n1\.\.\d+\n/);
	expect(read("report.tap")).toMatch(/^not ok \d+ - my-node-alerts DAT-SRV-01/m);
	expect(read("report.md")).toMatch(/^\| DAT-SRV-01 \| MUST L0 \| ✗ \|$/m);
	expect(JSON.parse(read("badge.json"))).toMatchObject({ label: "DAT L0", color: "red" });
	expect(read("report.html")).not.toMatch(/(?:src|href)="(?!#)/);
});

test("reports of several ports make one matrix", () => {
	const file = join(out, "report.json");
	expect(merge([file, file], undefined)).toMatch(/^\| DAT-REQ-01 \| MUST L0 \| ✓ \| ✓ \|$/m);
	expect(() => merge([join(out, "badge.json")], undefined)).toThrow("is no report.json");
});

test("a requirement is explained under each of its names, and nothing else is", () => {
	for (const name of ["DAT-RTY-02", "rty/02", "RTY-02", "rty/02-shared-override"])
		expect(explain(name), name).toMatch(/^DAT-RTY-02 {2}MUST[\s\S]*rty\/02-shared-override/);
	expect(explain("RTY-99")).toBeUndefined();
	expect(list("L0")).not.toContain("DAT-THR-01");
});

test("init overwrites nothing, and names the languages it knows", () => {
	expect(() => init("node", join(folder, "port"))).toThrow("is there already");
	expect(() => init("cobol", folder)).toThrow("there is a starter for node, deno, python");
});

// Rust's fetches from its registry, which is no part of this suite.
for (const language of Object.keys(STARTERS).filter((name) => name !== "rust")) {
	test(`the starter for ${language} sends its alert`, { timeout: 120_000 }, async ({ skip }) => {
		const place = join(folder, language);
		init(language, place);
		const port = readManifest(place);
		const missing = whatIsMissing(port);
		skip(missing !== undefined && (!process.env["CI"] || language === "deno"), missing);
		expect(prepare(port)).toBeUndefined();
		const lines: string[] = [];
		expect(
			await check([], { port: [place], only: ["REQ-01"], timeoutScale: 2 }, (text) => lines.push(text)),
			lines.join("\n"),
		).toBe(0);
	});
}
