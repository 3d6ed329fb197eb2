import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createNotifier, type NodeNotifier, type NodeNotifierOptions } from "@dat/node";
import { createSandbox, FAULTS, type Sandbox, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { eventually } from "./setup.ts";

interface House {
	readonly sandbox: Sandbox;
	readonly path: string;
	readonly fault: (...faults: Parameters<Sandbox["script"]>[1][]) => void;
	/** The request that a fault was for has come, so that it does not hit a later one. */
	readonly arrived: () => Promise<void>;
	readonly warnings: string[];
	readonly open: (options?: NodeNotifierOptions) => NodeNotifier;
}

async function setup(): Promise<House> {
	const sandbox = createSandbox({ limits: { bucket: false, channel: false, global: false } });
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const path = join(mkdtempSync(join(tmpdir(), "dat-")), "spool.db");
	const warnings: string[] = [];
	vi.spyOn(process, "emitWarning").mockImplementation((text) => void warnings.push(String(text)));
	onTestFinished(() => void vi.restoreAllMocks());
	const open = (options: NodeNotifierOptions = {}): NodeNotifier => {
		const notifier = createNotifier({
			webhooks: { default: webhook.url(server.url) },
			pacing: false,
			flushOnExit: false,
			spool: path,
			...options,
		});
		onTestFinished(async () => void (await notifier.close(1)));
		return notifier;
	};
	return {
		sandbox,
		path,
		warnings,
		open,
		fault: (...faults) => sandbox.script(webhook.id, ...faults),
		arrived: () => eventually(() => expect(sandbox.ledger).toHaveLength(1)),
	};
}

function titles(sandbox: Sandbox): string[] {
	return sandbox
		.messages()
		.flatMap(({ body }) => ((body["embeds"] ?? []) as { title: string }[]).map(({ title }) => title));
}

function rows(path: string): Record<string, unknown>[] {
	const database = new DatabaseSync(path, { readOnly: true });
	const all = database.prepare("SELECT * FROM alerts ORDER BY seq").all();
	database.close();
	return all;
}

describe("a spool", () => {
	it("holds an alert from the moment it is accepted until its outcome, readable by its user only", async () => {
		const { path, open, fault, arrived } = await setup();
		fault(FAULTS.stall);
		const notifier = open();
		notifier.notify({ severity: "P1", title: "disk full" });
		expect(rows(path)).toHaveLength(1);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		await arrived();
		await notifier.close(1);
		const next = open();
		await next.flush(50_000);
		await eventually(() => expect(rows(path)).toHaveLength(0));
	});

	it("never holds a secret", async () => {
		const { path, open, fault } = await setup();
		fault(FAULTS.stall);
		const token = ["a1B2", "c3D4"].join("").repeat(8) + "x".repeat(4);
		const url = `https://discord.com/api/webhooks/${"1".repeat(18)}/${token}`;
		open().notify({ severity: "P1", title: `posting to ${url} failed`, error: new Error(url), fields: { url } });
		const bytes = ["", "-wal"].map((end) => readFileSync(path + end, "latin1")).join("");
		expect(bytes).toContain("posting to");
		expect(bytes).not.toContain(token);
	});

	it("is delivered by the next notifier, in order, with files, marked with how late it is", async () => {
		const { sandbox, open, fault, arrived } = await setup();
		fault(FAULTS.stall);
		const first = open();
		for (const title of ["one", "two", "three"])
			first.notify({ severity: "P1", title, files: [{ name: "a.bin", data: new Uint8Array([0, 255]) }] });
		await arrived();
		await first.close(1);
		const second = open();
		expect(await second.flush(50_000)).toBe(true);
		expect(titles(sandbox).map((title) => title.split(" ").at(-1))).toEqual(["one", "two", "three"]);
		expect(sandbox.messages()[0]?.files[0]?.size).toBe(2);
		expect(JSON.stringify(sandbox.messages().map(({ body }) => body))).toContain("late by");
		expect(second.stats()).toMatchObject({ raised: 3, delivered: 3, pending: 0 });
	});

	it("is not taken from a notifier that lives", async () => {
		const { open, fault, arrived } = await setup();
		fault(FAULTS.stall);
		const first = open();
		first.notify({ severity: "P1", title: "mine" });
		await arrived();
		expect(open().stats().raised).toBe(0);
	});

	it("gives up what is older than maxAgeMs, and counts it", async () => {
		const { path, sandbox, open, fault } = await setup();
		fault(FAULTS.stall);
		const first = open();
		first.notify({ severity: "P1", title: "old" });
		await first.close(1);
		const database = new DatabaseSync(path);
		database.exec("UPDATE alerts SET raised_at = raised_at - 25 * 3600000");
		database.close();
		const second = open();
		await second.flush(50_000);
		expect(titles(sandbox)).toEqual([]);
		expect(second.stats()).toMatchObject({ raised: 1, dropped: 1, droppedBy: { expired: 1 } });
	});
});

describe("a damaged row of a spool", () => {
	it.for(["{", "null", "{}", '{"severity":"P9","title":"x","key":"x","notes":[]}', '{"title":"x","files":[null]}'])(
		"is told and removed, and the others are delivered: %s",
		async (damaged) => {
			const { path, sandbox, open, fault, warnings, arrived } = await setup();
			fault(FAULTS.stall);
			const first = open();
			for (const title of ["one", "two"]) first.notify({ severity: "P1", title });
			await arrived();
			await first.close(1);
			const database = new DatabaseSync(path);
			database.prepare("UPDATE alerts SET alert = ? WHERE seq = 1").run(damaged);
			database.close();
			const second = open();
			expect(await second.flush(50_000)).toBe(true);
			expect(titles(sandbox)).toEqual([expect.stringContaining("two")]);
			expect(warnings.filter((text) => text.includes("damaged"))).toHaveLength(1);
			await eventually(() => expect(rows(path)).toHaveLength(0));
		},
	);
});

describe("a spool that cannot be used costs durability, not alerts, and is said once", () => {
	const unusable: [string, (path: string) => void, RegExp][] = [
		["a corrupt file", (path) => writeFileSync(path, "this is not a database".repeat(500)), /not a database/],
		[
			"a locked file",
			(path) => {
				const database = new DatabaseSync(path);
				database.exec("BEGIN EXCLUSIVE");
				onTestFinished(() => database.close());
			},
			/locked/,
		],
	];
	it.for(unusable)("%s", async ([, spoil, reason]) => {
		const { path, sandbox, open, warnings } = await setup();
		spoil(path);
		const notifier = open();
		for (let index = 0; index < 20; index++) notifier.notify({ severity: "P1", title: "disk full", key: `${index}` });
		expect(await notifier.flush(50_000)).toBe(true);
		expect(titles(sandbox)).toHaveLength(20);
		const said = warnings.filter((text) => text.includes("spool"));
		expect(said).toEqual([expect.stringMatching(reason)]);
	});

	it("a path in a folder that the system shows and denies", async () => {
		if (process.platform !== "linux") return;
		const { sandbox, open, warnings } = await setup();
		const notifier = open({ spool: "/proc/none/spool.db" });
		expect(await notifier.send({ severity: "P1", title: "disk full" })).toMatchObject({ status: "delivered" });
		expect(titles(sandbox)).toHaveLength(1);
		expect(warnings.filter((text) => text.includes("spool"))).toEqual([expect.stringContaining("ENOENT")]);
	});

	// Root may write where modes say no, so these are places that refuse everybody.
	it.for([
		["a folder", tmpdir()],
		["in a folder that cannot be made", "/dev/null/spool.db"],
		["on a disk that is full", "/dev/full"],
	] as const)("a path that is %s", async ([, place]) => {
		const { sandbox, open, warnings } = await setup();
		const notifier = open({ spool: place });
		expect(await notifier.send({ severity: "P1", title: "disk full" })).toMatchObject({ status: "delivered" });
		expect(titles(sandbox)).toHaveLength(1);
		expect(warnings.filter((text) => text.includes("spool"))).toHaveLength(1);
	});

	it("a file that has grown to its bound", async () => {
		const { path, open, warnings } = await setup();
		const notifier = open({ throttle: false, queue: { thread: false } });
		const files = [{ name: "a.bin", data: new Uint8Array(2 ** 20) }];
		for (let index = 0; index < 60; index++) notifier.notify({ severity: "P1", title: `dump ${index}`, files });
		expect(notifier.stats()).toMatchObject({ raised: 60, dropped: 0, pending: 60 });
		expect(warnings.filter((text) => text.includes("spool"))).toEqual([expect.stringContaining("full")]);
		expect(statSync(path).size).toBeLessThanOrEqual(64 * 2 ** 20);
	});
});
