import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "../setup.ts";

const FIXTURE = fileURLToPath(new URL("../fixtures/raise-and-die.ts", import.meta.url));

async function setup(): Promise<{ sandbox: Sandbox; webhook: string; spool: string }> {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const spool = join(mkdtempSync(join(tmpdir(), "dat-")), "spool.db");
	return { sandbox, webhook: sandbox.createWebhook({ channel: "alerts" }).url(server.url), spool };
}

function start(webhook: string, ...args: readonly string[]): ChildProcess {
	const { VITEST: _, ...env } = process.env;
	const flags = args.filter((arg) => arg.startsWith("--"));
	const words = args.filter((arg) => !arg.startsWith("--"));
	const child = spawn(process.execPath, ["--conditions=@dat/source", ...flags, FIXTURE, ...words], {
		env: { ...env, DISCORD_WEBHOOK: webhook },
		stdio: ["ignore", "ignore", "pipe"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null; said: string }> {
	let said = "";
	child.stderr?.on("data", (chunk) => {
		said += chunk;
	});
	return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, said })));
}

interface Shown {
	readonly title: string;
	readonly footer?: { readonly text: string };
}

function shown(sandbox: Sandbox): Shown[] {
	return sandbox.messages().flatMap(({ body }) => (body["embeds"] ?? []) as Shown[]);
}

/** The numbers of the alerts that arrived, in the order of arrival. */
function arrived(sandbox: Sandbox): number[] {
	return shown(sandbox).flatMap(({ title }) => Number(/alert (\d+)$/.exec(title)?.[1] ?? []));
}

const all = Array.from({ length: 200 }, (_, index) => index);

describe("200 alerts raised in the last moment arrive", () => {
	it.for([
		["natural end", 0, null],
		["process.exit", 3, null],
		["exit code", 4, null],
		["uncaught exception", 1, null],
		["uncaught exception later", 1, null],
		["unhandled rejection", 1, null],
		["stack overflow", 1, null],
		["SIGTERM", null, "SIGTERM"],
		["SIGINT", null, "SIGINT"],
		["own handler", 7, null],
		["earlier handler", 8, null],
		["signal-exit 3", null, "SIGTERM"],
		["signal-exit 4", null, "SIGTERM"],
		["earlier signal-exit 3", null, "SIGTERM"],
		["earlier signal-exit 4", null, "SIGTERM"],
	] as const)("%s", async ([way, code, signal]) => {
		const { sandbox, webhook } = await setup();
		expect(await ended(start(webhook, way))).toMatchObject({ code, signal });
		expect(arrived(sandbox).toSorted((one, other) => one - other)).toEqual(all);
	});

	it.for([
		["strict", 1],
		["throw", 1],
		["warn", 0],
		["none", 0],
		["warn-with-error-code", 1],
	] as const)("unhandled rejection, in a process that is to --unhandled-rejections=%s", async ([mode, code]) => {
		const { sandbox, webhook } = await setup();
		const child = start(webhook, `--unhandled-rejections=${mode}`, "unhandled rejection");
		expect(await ended(child)).toMatchObject({ code, signal: null });
		expect(arrived(sandbox).toSorted((one, other) => one - other)).toEqual(all);
	});

	it("endless loop, while it goes on", async () => {
		const { sandbox, webhook } = await setup();
		const child = start(webhook, "endless loop");
		await eventually(() => expect(arrived(sandbox)).toHaveLength(200));
		expect(child.exitCode).toBeNull();
	});

	it("process.exit, with a spool, which is empty afterwards, so that nothing comes twice", async () => {
		const { sandbox, webhook, spool } = await setup();
		await ended(start(webhook, "process.exit", spool));
		expect(arrived(sandbox)).toHaveLength(200);
		const database = new DatabaseSync(spool);
		expect(database.prepare("SELECT count(*) AS left FROM alerts").get()).toEqual({ left: 0 });
		database.close();
	});

	it("SIGKILL, with a spool, by the next start", async () => {
		const { sandbox, webhook, spool } = await setup();
		await ended(start(webhook, "SIGKILL", spool));
		const before = arrived(sandbox).length;
		start(webhook, "wait", spool);
		await eventually(() => expect(new Set(arrived(sandbox))).toEqual(new Set(all)));
		const again = arrived(sandbox).length - 200;
		expect(before - again).toBeGreaterThanOrEqual(0);
		// At most what was in flight, in at most two requests of ten, may come twice.
		expect(again).toBeLessThanOrEqual(20);
		const late = shown(sandbox).slice(before);
		expect(late.every(({ title, footer }) => title !== "" && /late by/.test(JSON.stringify(footer)))).toBe(true);
	});
});

it("two processes on one spool deliver each of their alerts once, and leave nothing behind", async () => {
	const { sandbox, webhook, spool } = await setup();
	const two = [start(webhook, "natural end", spool), start(webhook, "process.exit", spool)];
	await Promise.all(two.map(ended));
	expect(arrived(sandbox).toSorted((one, other) => one - other)).toEqual(all.flatMap((index) => [index, index]));
	const database = new DatabaseSync(spool);
	expect(database.prepare("SELECT count(*) AS left FROM alerts").get()).toEqual({ left: 0 });
	database.close();
});

describe("captureExceptions", () => {
	it("raises the crash as a P0 with its stack, which pings nobody without a spool", async () => {
		const { sandbox, webhook } = await setup();
		expect(await ended(start(webhook, "captured exception"))).toMatchObject({ code: 1 });
		const crash = sandbox.messages().find(({ body }) => JSON.stringify(body).includes("Process crashed"));
		expect(JSON.stringify(crash?.body)).toContain("raise-and-die");
		expect(crash?.notified.everyone).toBe(false);
	});

	it("pings nobody when the spool cannot be used", async () => {
		const { sandbox, webhook, spool } = await setup();
		writeFileSync(spool, "this is not a database".repeat(500));
		await ended(start(webhook, "captured exception", spool));
		const crash = sandbox.messages().find(({ body }) => JSON.stringify(body).includes("Process crashed"));
		expect(crash?.notified.everyone).toBe(false);
	});

	it("pings once in a crash loop, because the spool remembers", async () => {
		const { sandbox, webhook, spool } = await setup();
		for (let run = 0; run < 3; run++) await ended(start(webhook, "captured exception", spool));
		const crashes = sandbox.messages().filter(({ body }) => JSON.stringify(body).includes("Process crashed"));
		expect(crashes.length).toBeGreaterThanOrEqual(3);
		expect(crashes.filter(({ notified }) => notified.everyone)).toHaveLength(1);
	});
});
