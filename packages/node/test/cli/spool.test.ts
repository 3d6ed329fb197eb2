import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createNotifier, type NodeNotifier } from "@dat/node";
import { FAULTS, type Sandbox } from "@dat/sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { setup } from "../setup.ts";
import { dat, tempFolder } from "./dat.ts";

interface House {
	readonly sandbox: Sandbox;
	readonly env: Record<string, string | undefined>;
	readonly spool: string;
	/** Leaves an alert in the spool, as a process does that ended too early. */
	readonly leave: (title: string) => Promise<void>;
	/** Leaves an alert in the spool that this process is sending. */
	readonly hold: (title: string) => Promise<NodeNotifier>;
}

async function house(): Promise<House> {
	const { sandbox, urls } = await setup();
	const [webhook] = sandbox.state.webhooks.values();
	const spool = join(tempFolder(), "spool.db");
	const hold = async (title: string): Promise<NodeNotifier> => {
		sandbox.script(webhook!.id, FAULTS.stall);
		const notifier = createNotifier({
			webhooks: { default: urls["alerts"]! },
			queue: { thread: false },
			flushOnExit: false,
			spool,
			// However long the test takes, it is not tried again.
			retry: { attemptTimeoutMs: 600_000 },
		});
		onTestFinished(async () => void (await notifier.close(1)));
		const before = sandbox.ledger.length;
		notifier.notify({ severity: "P1", title });
		await vi.waitFor(() => expect(sandbox.ledger.length).toBeGreaterThan(before), { timeout: 30_000 });
		return notifier;
	};
	const leave = async (title: string): Promise<void> => void (await (await hold(title)).close(1));
	return { sandbox, env: { DISCORD_WEBHOOK: urls["alerts"] }, spool, leave, hold };
}

describe("dat spool", () => {
	it("shows what waits, sends it late, and then there is nothing left", async () => {
		const { sandbox, env, spool, leave } = await house();
		await leave("Backup failed");
		const { code, out } = await dat(["spool", "list", spool]);
		expect(code).toBe(0);
		expect(out).toMatch(/^[0-9a-f]{12} {2}P1 {3}alerts {4} +\d+ s {2}waits {5}Backup failed\n$/);
		expect(await dat(["spool", "retry", spool], { env })).toEqual({
			code: 0,
			out: "1 delivered, 0 lost, 0 still waiting\n",
			err: "",
		});
		expect(JSON.stringify(sandbox.messages())).toContain("late by");
		expect(await dat(["spool", "list", spool])).toEqual({ code: 0, out: "", err: `dat: nothing waits in ${spool}\n` });
		expect(await dat(["spool", "list", spool, "--json"])).toMatchObject({ out: "[]\n" });
	});

	it("sends all of more than a notifier takes over at once", { timeout: 180_000 }, async () => {
		const { sandbox, env, spool, leave } = await house();
		await leave("first");
		const database = new DatabaseSync(spool);
		const {
			alert,
			channel,
			raised_at: raisedAt,
		} = database.prepare("SELECT * FROM alerts").get() as Record<string, string>;
		const insert = database.prepare("INSERT INTO alerts VALUES (NULL, ?, '', ?, ?, 0, ?)");
		for (let index = 0; index < 204; index++)
			insert.run(index.toString(16).padStart(32, "0"), channel ?? "", raisedAt ?? 0, alert ?? "");
		database.close();
		const { code, out } = await dat(["spool", "retry", spool, "--timeout", "120"], { env });
		expect({ code, out }).toEqual({ code: 0, out: "205 delivered, 0 lost, 0 still waiting\n" });
		expect(sandbox.messages().length).toBeLessThan(30);
	});

	it("drops by the beginning of an ID or all, and says what it dropped", async () => {
		const { env, spool, leave } = await house();
		for (const title of ["one", "two", "three"]) await leave(title);
		const [first] = JSON.parse((await dat(["spool", "list", spool, "--json"])).out);
		const { code, out } = await dat(["spool", "drop", spool, first.id.slice(0, 12)]);
		expect({ code, lines: out.match(/one|two|three/g) }).toEqual({ code: 0, lines: ["one"] });
		expect(await dat(["spool", "drop", spool, "--all", "--json"])).toMatchObject({ code: 0 });
		expect(await dat(["spool", "retry", spool], { env })).toMatchObject({
			out: "0 delivered, 0 lost, 0 still waiting\n",
		});
	});

	it("leaves alone what a running process is sending, and says which process", async () => {
		const { sandbox, env, spool, hold } = await house();
		await hold("mine");
		expect((await dat(["spool", "list", spool])).out).toContain(`sent by process ${process.pid}  mine`);
		expect(await dat(["spool", "retry", spool], { env })).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^0 del/),
		});
		expect(await dat(["spool", "drop", spool, "--all"])).toMatchObject({
			code: 1,
			out: "",
			err: expect.stringContaining(`process ${process.pid} on`),
		});
		expect(sandbox.ledger).toHaveLength(1);
	});

	it("says why nothing can be sent, by its exit code too, and keeps everything", async () => {
		const { sandbox, env, spool, leave } = await house();
		await leave("Backup failed");
		const [webhook] = sandbox.state.webhooks.values();
		const nowhere = await dat(["spool", "retry", spool], { env: { DISCORD_WEBHOOK: undefined } });
		expect(nowhere).toMatchObject({ code: 4, err: expect.stringContaining("set DISCORD_WEBHOOK") });
		const off = await dat(["spool", "retry", spool], { env: { ...env, NOTIFY_DISCORD_ENABLED: "0" } });
		expect(off).toMatchObject({ code: 3, err: expect.stringContaining("1 wait, and nothing was sent") });
		sandbox.script(webhook!.id, FAULTS.stall);
		const late = await dat(["spool", "retry", spool, "--timeout", "0.3"], { env });
		expect(late).toMatchObject({ code: 5, out: "0 delivered, 0 lost, 1 still waiting\n" });
		expect((await dat(["spool", "list", spool])).out).toContain("waits     Backup failed");
	});

	it("shows no control characters of a title", async () => {
		const { spool, leave } = await house();
		await leave("red \u001b[31m\u202eletters");
		expect((await dat(["spool", "list", spool])).out).toMatch(/ red \S*letters\n$/);
	});

	it("refuses what is no spool, and makes no file", async () => {
		const path = join(tempFolder(), "notes.txt");
		const none = await dat(["spool", "list", path]);
		expect(none).toMatchObject({ code: 64, err: `dat: there is no spool ${path}\n` });
		writeFileSync(path, "these are notes");
		for (const verb of ["list", "retry", "drop"])
			expect(await dat(["spool", verb, path, ...(verb === "drop" ? ["--all"] : [])])).toMatchObject({
				code: 64,
				err: expect.stringContaining("cannot be used as a spool: file is not a database"),
			});
		expect(await dat(["spool", "lsit", path])).toMatchObject({
			code: 64,
			err: expect.stringContaining("dat spool list"),
		});
		expect(await dat(["spool", "drop", path])).toMatchObject({ code: 64, err: expect.stringContaining("--all") });
	});
});
