import { openSpool, type SpooledAlert, type SqliteDatabase } from "@dat/core/adapter";
import { createVirtualClock } from "@dat/core/testing";
import { describe, expect, it } from "vitest";

const ALERT: SpooledAlert = {
	id: "1",
	channel: "info",
	alert: { severity: "P2", title: "a", key: "a", notes: [] },
	raisedAtMs: 0,
	mayMention: false,
};

/** A spool on a disk that can be full, and what was written to it. */
function setup() {
	const clock = createVirtualClock();
	const disk = { isFull: false, written: [] as string[] };
	const write = (text: string): void => {
		if (disk.isFull) throw new Error("disk is full");
		disk.written.push(text);
	};
	const database: SqliteDatabase = {
		exec: (sql) => (/ROLLBACK/.test(sql) ? undefined : write(sql)),
		prepare: (sql) => ({
			run: (...values) => write(`${sql.slice(0, 6)} ${values.join(" ")}`),
			get: () => undefined,
			all: () => [],
		}),
		close: () => {},
	};
	const owners = {
		create: () => ({ owner: "me", host: "here", pid: 1, seen_at: 0 }),
		forget: () => {},
		isAlive: () => true,
	};
	const base64 = { encode: () => "", decode: () => new Uint8Array() };
	const spool = openSpool("spool.db", { clock, open: () => database, owners, base64 }, () => {});
	return { spool, disk, clock };
}

describe("a spool whose disk fails for a while", () => {
	it("is used again 10 s later, also when the wall clock is set back by an hour meanwhile", async () => {
		const { spool, disk, clock } = setup();
		disk.isFull = true;
		spool.add(ALERT);
		disk.isFull = false;
		clock.jump(-3_600_000);
		await clock.advance(10_000);
		spool.add({ ...ALERT, id: "2" });
		expect(disk.written).toContainEqual(expect.stringMatching(/^INSERT 2 me/));
	});

	it.each<["remove" | "giveBack", RegExp]>([
		["remove", /^DELETE 1$/],
		["giveBack", /^UPDATE 1$/],
	])("does later what it could not do then: %s", async (method, wanted) => {
		const { spool, disk, clock } = setup();
		spool.add(ALERT);
		disk.isFull = true;
		spool[method](ALERT.id, false);
		await clock.advance(1000);
		expect(disk.written).not.toContainEqual(expect.stringMatching(wanted));
		disk.isFull = false;
		await clock.advance(10_000);
		expect(disk.written).toContainEqual(expect.stringMatching(wanted));
	});
});
