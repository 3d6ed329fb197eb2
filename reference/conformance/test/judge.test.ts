import { expect, test } from "vitest";
import type { Case } from "../src/case.ts";
import type { Run } from "../src/drive/run.ts";
import { findLeak } from "../src/judge/checkers/secrets.ts";
import { examine } from "../src/judge/checkers.ts";
import { judge } from "../src/judge/judge.ts";
import { whyLeftOut } from "../src/judge/left-out.ts";
import { settleVerdict } from "../src/judge/verdict.ts";
import type { Exchange } from "../src/stage/exchange.ts";
import { mintWebhook } from "../src/stage/webhook-name.ts";

const MESSAGE = { content: "", embeds: [{ title: "P2 · Disk full" }], allowed_mentions: { parse: [] } };

const exchange = (index: number, seenMs: number, more: Partial<Exchange> = {}): Exchange => ({
	index,
	to: "default",
	method: "POST",
	path: "/api/v10/webhooks/1/[token]",
	query: {},
	headers: { "content-type": "application/json", "user-agent": "my-alerts/1" },
	body: Buffer.from(JSON.stringify(MESSAGE)),
	json: MESSAGE,
	seenMs,
	answeredMs: seenMs + 5,
	status: 204,
	responseHeaders: {},
	responseBody: "",
	isScripted: false,
	wire: undefined,
	isStored: true,
	notified: { everyone: false, users: [], roles: [] },
	problems: [],
	...more,
});

const run = (exchanges: readonly Exchange[], more: Partial<Run> = {}): Run => ({
	level: "L0",
	exchanges,
	webhooks: [],
	asked: [],
	outcome: { status: "delivered" },
	exit: { code: 0, signal: null, atMs: 9_000 },
	stdout: "",
	stderr: "",
	files: [],
	written: {},
	args: [],
	strays: { other: 0, proxy: 0 },
	startedMs: 0,
	endedMs: 9_000,
	lagMs: 0,
	isCountable: true,
	maxAttempts: 5,
	fallen: undefined,
	broken: undefined,
	...more,
});

const CASE: Case = {
	id: "rty/02-shared-override",
	title: "x",
	requirement: "DAT-RTY-02",
	level: "L0",
	arms: { default: [{ status: 429 }] },
	checks: [{ kind: "gap", request: 0, atLeastMs: 1_600, means: { "X-RateLimit-Reset-After": 200 } }],
};
const limited = exchange(0, 100, { status: 429, isScripted: true });

test("a gap that is too short names the source it was taken from", () => {
	const failure = examine(CASE.checks[0] ?? { kind: "ends" }, run([limited, exchange(1, 336)]));
	expect(failure?.seen).toBe("after 231 ms: X-RateLimit-Reset-After (200 ms) was used");
});

test("a gap is measured from before the answer was written", () => {
	expect(judge(CASE, run([limited, exchange(1, 105 + 1_600)]))).toEqual([
		{ requirement: "DAT-RTY-02", verdict: "PASS", failures: [] },
	]);
});

test("an answer that nobody asked for proves nothing", () => {
	const it: Case = { ...CASE, checks: [{ kind: "delivered" }] };
	expect(judge(it, run([exchange(0, 100)]))[0]?.verdict).toBe("VACUOUS");
});

test("what breaks in any case counts against its own requirement", () => {
	const { allowed_mentions: _, ...without } = MESSAGE;
	const found = judge(CASE, run([limited, exchange(1, 2_000, { json: without })]));
	expect(found.map(({ requirement, verdict }) => `${requirement} ${verdict}`)).toEqual([
		"DAT-RTY-02 PASS",
		"DAT-MEN-01 FAIL",
	]);
});

test("a machine that is too busy makes silence inconclusive, but no gap longer than it was", () => {
	const late = { lagMs: 900 };
	expect(judge(CASE, run([limited, exchange(1, 336)], late))[0]?.verdict).toBe("FAIL");
	const race: Case = { ...CASE, arms: {}, checks: [{ kind: "soon", at: "default", title: "never", within: 1 }] };
	expect(judge(race, run([limited], late))[0]?.verdict).toBe("INCONCLUSIVE");
});

test("a port that cannot be driven fails no requirement, it is an ERROR", () => {
	expect(judge(CASE, run([], { broken: "it wrote rubbish" }))[0]?.verdict).toBe("ERROR");
});

test("a token is found plain, in part, URL-encoded and in Base64 at any place", () => {
	const webhook = mintWebhook("alerts");
	const { token } = webhook;
	const encoded = [...token].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join("");
	const shown = [token, `…${token.slice(20, 32)}…`, encoded];
	for (const before of ["", "u", "ur"]) shown.push(Buffer.from(`${before}${token}`).toString("base64"));
	for (const text of shown) expect(findLeak(`said: ${text}.`, webhook), text).toBeDefined();
	expect(findLeak(`…${token.slice(20, 31)}… ${mintWebhook("other").token}`, webhook)).toBeUndefined();
});

test("known failures are XFAIL, until they pass: then their line must go", () => {
	const known = { skip: {}, knownFailing: new Map([["DAT-SRV-04", "https://example.com/1"]]) };
	const found = (verdict: "PASS" | "FAIL" | "ERROR") => [{ requirement: "DAT-SRV-04", verdict, failures: [] }];
	expect(settleVerdict("DAT-SRV-04", found("FAIL"), known)).toBe("XFAIL");
	expect(settleVerdict("DAT-SRV-04", found("PASS"), known)).toBe("XPASS");
	expect(settleVerdict("DAT-SRV-04", found("ERROR"), known)).toBe("ERROR");
	expect(settleVerdict("DAT-SRV-04", [], known)).toBe("-");
	const skipped = { skip: { "DAT-SRV-04": { reason: "x", url: "https://example.com/1" } }, knownFailing: new Map() };
	expect(settleVerdict("DAT-SRV-04", found("FAIL"), skipped)).toBe("SKIP");
});

test("a requirement some of whose cases cannot apply is left out, unless the others fail", () => {
	const why = { reason: "no environment", url: "https://example.com/1" };
	const port = { skip: { "rou/03-no": why, "rou/03-off": why }, knownFailing: new Map() };
	const found = (verdict: "PASS" | "FAIL") => [{ requirement: "DAT-ROU-03", verdict, failures: [] }];
	expect(settleVerdict("DAT-ROU-03", found("PASS"), port)).toBe("SKIP");
	expect(settleVerdict("DAT-ROU-03", found("FAIL"), port)).toBe("FAIL");
	expect(whyLeftOut("DAT-ROU-03", port)).toBe("no environment (rou/03-no, rou/03-off)");
	expect(whyLeftOut("DAT-ROU-01", port)).toBeUndefined();
});
