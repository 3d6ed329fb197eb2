import { createNotifier } from "@dat/core";
import type { Spool, SpooledAlert } from "@dat/core/adapter";
import { createVirtualClock, fixedRandom } from "@dat/core/testing";
import { ODD_FAULTS } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { setup } from "../delivery/setup.ts";

/** A spool in memory, with what a former run left in it. */
function createSpool(left: readonly SpooledAlert[] = []): Spool & {
	readonly kept: Map<string, SpooledAlert>;
	readonly mentions: Map<string, number>;
} {
	const kept = new Map(left.map((alert) => [alert.id, alert]));
	const mentions = new Map<string, number>();
	const waiting = [...left];
	return {
		kept,
		mentions,
		add: (alert) => void kept.set(alert.id, alert),
		remove: (id) => void kept.delete(id),
		giveBack: (id, maybeDelivered) => {
			const alert = kept.get(id);
			if (alert) waiting.push({ ...alert, mayMention: alert.mayMention && !maybeDelivered });
		},
		leftBehind: () => [...new Set(waiting.map(({ channel }) => channel))],
		takeOver: (channel, most) => {
			const batch = waiting.filter((alert) => alert.channel === channel).slice(0, most);
			for (const alert of batch) waiting.splice(waiting.indexOf(alert), 1);
			return batch;
		},
		lastMentionMs: (key) => mentions.get(key),
		noteMention: (key, nowMs) => void mentions.set(key, nowMs),
	};
}

const left = (index: number, more: Partial<SpooledAlert> = {}): SpooledAlert => ({
	id: `${index}`,
	channel: "info",
	// A minute before the virtual clock starts.
	raisedAtMs: Date.UTC(2025, 11, 31, 23, 59),
	mayMention: false,
	alert: { severity: "P2", title: `left ${index}`, key: `key ${index}`, notes: [] },
	...more,
});

describe("with a spool", () => {
	it("an alert is kept, scrubbed, from when it is accepted until it has ended", async () => {
		const spool = createSpool();
		const { notifier, clock } = setup({ spool });
		const secret = ["Bearer", "a1".repeat(20)].join(" ");
		const { id } = notifier.notify({ severity: "P2", title: "a", description: secret });
		expect(spool.kept.get(id)).toMatchObject({ channel: "info", alert: { title: "a" } });
		expect(JSON.stringify([...spool.kept])).not.toContain("a1a1");
		await clock.advance(100);
		expect(spool.kept.size).toBe(0);
	});

	it("what is refused at the door is not kept", () => {
		const spool = createSpool();
		const { notifier } = setup({ spool, enabled: false });
		notifier.notify({ severity: "P2", title: "a" });
		expect(spool.kept.size).toBe(0);
	});

	it("nothing that was left is sent while alerts are switched off", async () => {
		const { notifier, clock } = setup({ spool: createSpool([left(1)]), enabled: false });
		await clock.advance(60_000);
		expect(notifier.stats().raised).toBe(0);
	});

	it("what a close leaves behind stays for the next start", async () => {
		const spool = createSpool();
		const { notifier, clock } = setup({ spool, latencyMs: 60_000 });
		notifier.notify({ severity: "P2", title: "a" });
		const closed = notifier.close(10);
		await clock.advance(5000);
		expect(await closed).toBe(false);
		expect(spool.kept.size).toBe(1);
	});

	it("what was raised within one ms stays in its order, though time goes on while it is taken over", async () => {
		const virtual = createVirtualClock();
		const startMs = virtual.now();
		let ms = startMs + 0.1;
		// As a real machine's: the wall clock counts whole ms, the other one does not.
		const pass = (): number => {
			ms += 0.3;
			return ms;
		};
		const clock = { ...virtual, now: () => Math.floor(pass()), elapsed: () => pass() - startMs };
		const sent: string[] = [];
		createNotifier(
			{ webhooks: { info: "https://discord.com/api/webhooks/100000000000000001/".padEnd(118, "x") }, pacing: false },
			{
				clock,
				random: fixedRandom(0.5),
				spool: createSpool(Array.from({ length: 8 }, (_, index) => left(index))),
				fetch: async (_, { body }) => {
					sent.push(...JSON.parse(String(body)).embeds.map(({ title }: { title: string }) => title));
					return { status: 204, headers: { get: () => null }, text: async () => "" };
				},
			},
		);
		await virtual.advance(10_000);
		expect(sent.map((title) => title.split(" ").at(-1))).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
	});

	it("what a former run left is sent in order and marked, 200 at a time, beside new alerts", async () => {
		const spool = createSpool(Array.from({ length: 250 }, (_, index) => left(index)));
		const { notifier, clock, titles, sandbox } = setup({
			spool,
			maxAgeMs: 86_400_000,
			limits: { bucket: false, channel: false, global: false },
			pacing: false,
		});
		expect(notifier.stats().raised).toBe(200);
		await clock.advance(10_000);
		expect(titles("info")).toEqual(Array.from({ length: 250 }, (_, index) => `left ${index}`));
		expect(JSON.stringify(sandbox.messages()[0]?.body)).toContain("it waited in the spool");
		expect(notifier.stats()).toMatchObject({ raised: 250, delivered: 250, pending: 0 });
		expect(spool.kept.size).toBe(0);
	});

	it("what was left takes no more than half of the room there is, so that a large spool loses nothing while Discord is down", async () => {
		const spool = createSpool(Array.from({ length: 100 }, (_, index) => left(index)));
		const { notifier, clock, titles, sandbox, webhooks } = setup({
			spool,
			queue: { max: 20 },
			maxAgeMs: 86_400_000,
			limits: { bucket: false, channel: false, global: false },
			pacing: false,
		});
		sandbox.script(webhooks["info"]!.id, { status: 429, body: { message: "slow", retry_after: 600, global: false } });
		expect(notifier.stats().raised).toBe(10);
		await clock.advance(1_200_000);
		expect(titles("info")).toEqual(Array.from({ length: 100 }, (_, index) => `left ${index}`));
		expect(notifier.stats()).toMatchObject({ raised: 100, delivered: 100, dropped: 0 });
	});

	it("what a full queue gave up for others stays in the spool and comes later", async () => {
		const spool = createSpool();
		let ids = 0;
		const { notifier, clock, titles, sandbox, webhooks } = setup({
			spool,
			queue: { max: 20 },
			throttle: false,
			createId: () => `${++ids}`,
			limits: { bucket: false, channel: false, global: false },
			pacing: false,
		});
		sandbox.script(webhooks["info"]!.id, { status: 503, body: {} });
		for (let index = 0; index < 60; index++) notifier.notify({ severity: "P2", title: `alert ${index}` });
		expect(spool.kept.size).toBe(60);
		await clock.advance(200_000);
		expect(titles("info").toSorted()).toEqual(Array.from({ length: 60 }, (_, index) => `alert ${index}`).toSorted());
		expect(spool.kept.size).toBe(0);
	});

	// Found by the simulation, seed 15634.
	it("what may have been delivered before a full queue gave it up comes later without its ping", async () => {
		let ids = 0;
		const { notifier, clock, sandbox, webhooks } = setup({
			spool: createSpool(),
			queue: { max: 2 },
			createId: () => `${++ids}`,
		});
		sandbox.script(webhooks["alerts"]!.id, ODD_FAULTS["stall-body"]);
		notifier.notify({ severity: "P0", title: "stored, but not answered" });
		await clock.advance(10_001);
		for (const title of ["fills the queue", "takes its place"]) notifier.notify({ severity: "P0", title });
		await clock.advance(120_000);
		const stored = sandbox.messages().map(({ body, notified }) => [JSON.stringify(body), notified.everyone] as const);
		const its = stored.filter(([body]) => body.includes("stored, but not answered"));
		expect(its.map(([, hasPinged]) => hasPinged)).toEqual([true, false]);
		expect(its[1]?.[0]).toContain("it waited in the spool");
	});

	it("what was left for a channel that has no webhook here, or that a test must not reach, stays where it is", async () => {
		const spool = createSpool([left(1), left(2, { channel: "elsewhere" })]);
		const { notifier, clock, warnings } = setup({ spool, testRunner: "vitest" });
		await clock.advance(60_000);
		expect(notifier.stats().raised).toBe(0);
		expect(spool.kept.size).toBe(2);
		expect(warnings).toEqual([expect.stringContaining('channel "elsewhere" has no webhook')]);
	});

	it("a ping decided by the former run comes, and a key that pinged there rests here", async () => {
		const spool = createSpool([left(1, { mayMention: true, alert: { ...left(1).alert, severity: "P0" } })]);
		spool.mentions.set("DB down", Date.UTC(2025, 11, 31, 23, 59));
		const { notifier, clock, sandbox } = setup({ spool });
		notifier.notify({ severity: "P0", title: "DB down", key: "DB down" });
		await clock.advance(1000);
		const pinged = sandbox.messages().filter(({ notified }) => notified.everyone);
		expect(pinged).toHaveLength(1);
		expect(JSON.stringify(pinged[0]?.body)).toContain("left 1");
	});
});
