import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SEVERITIES } from "@dat/core";
import type { SpooledAlert } from "@dat/core/adapter";
import { seededRandom } from "@dat/core/testing";
import { describe, expect, it } from "vitest";
import { openSpool } from "../src/spool/open-spool.ts";

const alert = (id: number): SpooledAlert => ({
	id: `${id}`,
	channel: id % 2 === 0 ? "alerts" : "info",
	alert: { severity: "P1", title: `alert ${id}`, key: `${id}`, notes: [], description: "x".repeat(id * 40) },
	raisedAtMs: 1_767_225_600_000 + id,
	mayMention: false,
});

const folder = mkdtempSync(join(tmpdir(), "dat-"));
const path = join(folder, "spool.db");

/** A file that an ended process has left, with thirty alerts. */
function leave(): Buffer {
	const spool = openSpool(path, () => {});
	for (let id = 0; id < 30; id++) spool.add(alert(id));
	spool.close();
	const bytes = readFileSync(path);
	rmSync(path);
	return bytes;
}

/** Bytes overwritten, a page blanked, or the end cut off. */
function damage(whole: Buffer, random: () => number): Buffer {
	const bytes = Buffer.from(whole);
	const at = (most: number): number => Math.floor(random() * most);
	const way = random();
	if (way < 0.2) return bytes.subarray(0, at(bytes.length));
	if (way < 0.4) return bytes.fill(0, at(bytes.length / 4096) * 4096, bytes.length);
	for (let count = 1 + at(200); count > 0; count--) bytes[at(bytes.length)] = at(256);
	return bytes;
}

describe("a spool whose file is damaged, anywhere and anyhow,", () => {
	const whole = leave();
	const random = seededRandom(9);
	it.each(Array.from({ length: 80 }, (_, round) => round))("never throws, and hands out nothing but alerts: %i", () => {
		for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
		writeFileSync(path, damage(whole, random));
		const spool = openSpool(path, () => {});
		const left = spool.leftBehind().flatMap((channel) => spool.takeOver(channel, 100));
		for (const each of left) {
			expect(SEVERITIES).toContain(each.alert.severity);
			expect(typeof each.alert.title).toBe("string");
			spool.remove(each.id);
		}
		spool.add(alert(99));
		spool.giveBack("99", false);
		spool.noteMention("a", Date.now());
		spool.lastMentionMs("a");
		spool.sync();
		spool.close();
	});
});
