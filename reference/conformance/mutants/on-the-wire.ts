import { inFile, type Mutant, mutant } from "./mutant.ts";

const webhook = inFile("webhook.mjs");
const ASK = "\tlet response;\n\ttry {";

/** Mistakes of a request, and of reading its answer. */
export const ON_THE_WIRE: readonly Mutant[] = [
	mutant(
		"writes Latin-1",
		["REQ-02"],
		webhook(`{ method: "POST", headers, body }`, `{ method: "POST", headers, body: Buffer.from(body, "latin1") }`),
	),
	mutant(
		"insists on 200",
		["REQ-03"],
		webhook("if (status >= 200 && status < 300) return { kind", "if (status === 200) return { kind"),
	),
	mutant(
		"has the library's User-Agent",
		["REQ-04"],
		webhook(`"dat-node-port/1 (+https://github.com/dat-alerts/dat)"`, `"node"`),
	),
	mutant(
		"keeps the version of the URL",
		["REQ-05"],
		webhook("`${base}/webhooks/${id}/${token}`", "new URL(base).origin + url.pathname"),
	),
	mutant("forgets the thread", ["REQ-06"], webhook(`if (threadId) url.searchParams.set("thread_id", threadId);`, "")),
	mutant(
		"gives up before the deadline",
		["REQ-07"],
		webhook("AbortSignal.timeout(timeoutMs)", "AbortSignal.timeout(timeoutMs / 4)"),
	),
	mutant("follows redirects", ["REQ-08"], webhook(`redirect: "manual"`, `redirect: "follow"`)),
	mutant(
		"sleeps 0.6 of what it was told",
		["RTY-01", "RTY-02", "RTY-03", "RTY-04"],
		webhook("seconds * 1_000 + 50", "seconds * 600"),
	),
	mutant(
		"obeys Reset-After",
		["RTY-02"],
		webhook(
			"const told = body?.retry_after ??",
			`const told = headers.get("x-ratelimit-reset-after") ?? body?.retry_after ??`,
		),
	),
	mutant("does not read Retry-After", ["RTY-03"], webhook(` ?? headers.get("retry-after") ?? undefined`, "")),
	mutant("reads the header alone", ["RTY-04"], webhook("const told = body?.retry_after ??", "const told =")),
	mutant("waits little when nothing is told", ["RTY-05"], webhook("waitMs: 1_000 }", "waitMs: 300 }")),
	mutant("loops hot on nonsense", ["RTY-08"], webhook("seconds * 1_000 + 50 : 500", "seconds * 1_000 + 50 : 0")),
	mutant(
		"takes an edge block for a refusal",
		["RTY-15", "ERR-06"],
		webhook("return status === 403 && (!(body?.code > 0) || body.code === 40333);", "return false;"),
	),
	mutant("foresees nothing", ["RTY-13"], webhook("seconds < 3_600 ? seconds * 1_000 : 0", "seconds < 0 ? 1 : 0")),
	mutant("does not retry 5xx", ["SRV-01"], webhook("if (status < 400 || status >= 500)", "if (status < 400)")),
	mutant(
		"crashes on broken JSON",
		["SRV-06"],
		webhook(
			"\t} catch {\n\t\treturn undefined;",
			`\t} catch {\n\t\tif (text.startsWith("{")) process.exit(70);\n\t\treturn undefined;`,
		),
	),
	mutant(
		"retries a 404",
		["ERR-01", "ERR-03"],
		webhook("if (status < 400 || status >= 500)", "if (status < 400 || status === 404 || status >= 500)"),
	),
	mutant(
		"keeps Discord's reasons to itself",
		["ERR-04"],
		webhook(`return walk(body?.errors ?? body, "").map(redact);`, "return [];"),
	),
	mutant(
		"prints the URL in an error",
		["SEC-01"],
		webhook(
			"const code = error.cause?.code ?? error.name;",
			"const code = error.cause?.code ?? error.name;\n\t\tprocess.stderr.write(`POST ${url} failed\\n`);",
		),
	),
	mutant(
		"repeats what the server said",
		["SEC-02", "SEC-01"],
		webhook("redact(String(body?.message", "String((body?.message"),
	),
	mutant(
		"puts the URL in argv",
		["SEC-04"],
		webhook(
			ASK,
			`\tconst { spawn } = await import("node:child_process");\n\tspawn(process.execPath, ["-e", "setTimeout(() => {}, 3000)", String(url)], { stdio: "ignore" }).unref();\n${ASK}`,
		),
	),
	mutant(
		"takes plain http",
		["SEC-05"],
		webhook(
			`if (target.protocol !== "https:" && !LOOPBACK.test(target.hostname)) throw fail("would be asked over plain http");`,
			"",
		),
	),
	mutant(
		"leaves a file",
		["SEC-06"],
		webhook(ASK, `\t(await import("node:fs")).writeFileSync(process.env.TMPDIR + "/last", "payload");\n${ASK}`),
	),
	mutant(
		"keeps a log of the URLs beside itself",
		["SEC-08"],
		webhook(ASK, `\t(await import("node:fs")).appendFileSync("alerts.log", url + "\\n");\n${ASK}`),
	),
	mutant(
		"leaves the URL in a temporary file",
		["SEC-06", "SEC-08"],
		webhook(ASK, `\t(await import("node:fs")).writeFileSync(process.env.TMPDIR + "/last", String(url));\n${ASK}`),
	),
	mutant(
		"takes a refused connection for a lost answer",
		["SRV-08"],
		webhook("mayHaveArrived: !NEVER_SENT.has(code)", "mayHaveArrived: true"),
	),
	mutant(
		"posts to check",
		["BOO-01"],
		webhook(
			`{ method: "GET" }`,
			`{ method: "POST", headers: { "content-type": "application/json" }, body: '{"content":"check","allowed_mentions":{"parse":[]}}' }`,
		),
	),
	mutant(
		"calls a busy webhook dead",
		["BOO-02"],
		webhook("status === 401 || status === 404 ?", "status === 401 || status === 404 || status === 429 ?"),
	),
];
