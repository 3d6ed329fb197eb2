import { CHANNELS, channelFor, decideRetry, SEVERITIES } from "@dat/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/policy/backoff.ts";
import { bucketReadyAt, createBucket, learnBucket, openBucket, tightenBucket } from "../../src/policy/bucket.ts";
import { countMessage, createChannelWindow, tightenWindow, windowReadyAt } from "../../src/policy/channel-window.ts";
import { countShared } from "../../src/policy/coalesce.ts";
import { createDigest, renderDigest } from "../../src/policy/digest.ts";
import { decideEviction } from "../../src/policy/eviction.ts";
import { createMentionCooldown } from "../../src/policy/mention-cooldown.ts";
import { auditLine, countLines, renderAudit } from "../../src/policy/mirror.ts";
import { decideRepair } from "../../src/policy/repair.ts";
import { NO_HISTORY } from "../../src/policy/retry.ts";
import { decideRoute, failoverOrder } from "../../src/policy/route.ts";
import { refused } from "./refused.ts";

const OPTIONS = { rateLimitRetries: 5, maxAttempts: 5, maxWaitMs: 30_000 };

describe("backoffMs()", () => {
	it("is never negative, never above the cap, never hammers, and doubles its ceiling", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, draw) => {
				const wait = backoffMs(failures, { baseMs: 1000, maxBackoffMs: 30_000 }, draw);
				expect(wait).toBeGreaterThanOrEqual(250);
				expect(wait).toBeLessThanOrEqual(30_000);
			}),
		);
		expect([1, 2, 3, 6].map((failures) => backoffMs(failures, { baseMs: 1000, maxBackoffMs: 30_000 }, 0.5))).toEqual([
			500, 1000, 2000, 15_000,
		]);
	});
});

describe("decideRetry()", () => {
	const limited = (waitMs: number) =>
		({ kind: "limited", status: 429, waitMs, scope: "webhook", channelWide: false, rate: undefined }) as const;
	const silent = (written: boolean) => ({ kind: "silent", status: 0, written, error: "x", rate: undefined }) as const;

	it("charges a wait within the cap, and not one above it", () => {
		expect(decideRetry(limited(30_000), NO_HISTORY, OPTIONS)).toMatchObject({ kind: "again", history: { limited: 1 } });
		expect(decideRetry(limited(30_001), NO_HISTORY, OPTIONS)).toMatchObject({ kind: "again", history: { limited: 0 } });
		expect(decideRetry(limited(1), { ...NO_HISTORY, limited: 5 }, OPTIONS)).toMatchObject({
			kind: "give-up",
			reason: "exhausted",
		});
	});

	it("repeats what was never written up to its attempts, and what may have arrived only once and without its mention", () => {
		expect(decideRetry(silent(false), { ...NO_HISTORY, failures: 3 }, OPTIONS)).toMatchObject({
			kind: "again",
			withoutMention: false,
		});
		expect(decideRetry(silent(false), { ...NO_HISTORY, failures: 4 }, OPTIONS)).toMatchObject({ kind: "give-up" });
		expect(decideRetry(silent(true), NO_HISTORY, OPTIONS)).toMatchObject({ kind: "again", withoutMention: true });
		expect(decideRetry(silent(true), { ...NO_HISTORY, ambiguous: 1 }, OPTIONS)).toMatchObject({ kind: "give-up" });
	});

	it("never goes on for ever", () => {
		const reply = fc.oneof(
			fc.integer({ min: 1, max: 30_000 }).map(limited),
			fc.boolean().map(silent),
			fc.constant({ kind: "failed", status: 500, rate: undefined } as const),
		);
		fc.assert(
			fc.property(fc.array(reply, { minLength: 12, maxLength: 12 }), (replies) => {
				let history = NO_HISTORY;
				for (const each of replies) {
					const decision = decideRetry(each, history, OPTIONS);
					if (decision.kind === "give-up") return;
					if (decision.kind === "again") history = decision.history;
				}
				expect.unreachable("12 failures were not enough");
			}),
		);
	});
});

describe("the bucket", () => {
	const ask = (urgency: "p0" | "p1" | "rest", inFlight = 0) => ({ urgency, lateMs: 200, inFlight });
	const told = learnBucket(openBucket(createBucket(true), 0), { limit: 5, remaining: 1, resetAfterMs: 2000 }, 0);

	it("keeps the last slot for P0 and P1 until late in the window", () => {
		expect(bucketReadyAt(told, 100, ask("p0"))).toBe(100);
		expect(bucketReadyAt(told, 100, ask("p1"))).toBe(100);
		expect(bucketReadyAt(told, 100, ask("rest"))).toBe(1810);
		expect(bucketReadyAt(told, 1900, ask("rest"))).toBe(1900);
		expect(bucketReadyAt(told, 100, ask("p0", 1))).toBe(2010);
	});

	it("never delays a P0 by an assumption, only others", () => {
		let bucket = openBucket(createBucket(true), 0);
		for (let index = 0; index < 5; index++) bucket = learnBucket(bucket, undefined, 0);
		expect(bucketReadyAt(bucket, 1, ask("p0"))).toBe(1);
		expect(bucketReadyAt(bucket, 1, ask("p1"))).toBe(2000);
	});

	it("takes the lower count and the earlier reset of one window, and believes a newer one", () => {
		const same = learnBucket(told, { limit: 5, remaining: 3, resetAfterMs: 1950 }, 100);
		expect(same).toMatchObject({ remaining: 1, resetAtMs: 2010 });
		expect(learnBucket(told, { limit: 5, remaining: 4, resetAfterMs: 2000 }, 1000)).toMatchObject({
			remaining: 4,
			resetAtMs: 3010,
		});
	});

	it("assumes nothing when told so, and less after a 429 without headers", () => {
		expect(bucketReadyAt(openBucket(createBucket(false), 0), 1, ask("rest", 900))).toBe(1);
		expect(tightenBucket(createBucket(true)).limit).toBe(4);
		expect(tightenBucket(tightenBucket(createBucket(false))).limit).toBe(3);
	});
});

describe("the hidden limit of a channel", () => {
	const after = (count: number) =>
		Array.from({ length: count }).reduce<ReturnType<typeof createChannelWindow>>(
			(window) => countMessage(window, 0),
			createChannelWindow(30),
		);

	it("keeps four of its thirty for P0 and P1, two of those for P0 alone", () => {
		expect(windowReadyAt(after(25), 1, { urgency: "rest", inFlight: 0 })).toBe(1);
		expect(windowReadyAt(after(26), 1, { urgency: "rest", inFlight: 0 })).toBe(60_050);
		expect(windowReadyAt(after(25), 1, { urgency: "rest", inFlight: 1 })).toBe(60_050);
		expect(windowReadyAt(after(27), 1, { urgency: "p1", inFlight: 0 })).toBe(1);
		expect(windowReadyAt(after(28), 1, { urgency: "p1", inFlight: 0 })).toBe(60_050);
		expect(windowReadyAt(after(30), 1, { urgency: "p0", inFlight: 0 })).toBe(1);
	});

	it("tightens by the 429 it meets and eases by one a minute", () => {
		const tight = tightenWindow(after(12), 0);
		expect(windowReadyAt(tight, 1, { urgency: "rest", inFlight: 0 })).toBeGreaterThan(1);
		expect(windowReadyAt(tight, 70_000, { urgency: "rest", inFlight: 8 })).toBe(70_000);
		expect(tightenWindow(after(2), 0).learned).toBe(5);
	});
});

describe("countShared()", () => {
	it("takes from the front what may share, never skipping, and at least one", () => {
		const entry = fc.record({
			shareKey: fc.constantFrom("a", "b", undefined),
			size: fc.integer({ min: 1, max: 3000 }),
			url: fc.constantFrom(undefined, "u1", "u2"),
		});
		fc.assert(
			fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), (waiting) => {
				const count = countShared(waiting);
				const taken = waiting.slice(0, count);
				expect(count).toBeGreaterThanOrEqual(1);
				expect(count).toBeLessThanOrEqual(10);
				if (count > 1) {
					expect(taken.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(6000);
					expect(new Set(taken.map(({ shareKey }) => shareKey)).size).toBe(1);
					const urls = taken.flatMap(({ url }) => url ?? []);
					expect(new Set(urls).size).toBe(urls.length);
				}
			}),
		);
	});
});

describe("the digest", () => {
	const held = (channel: string, nowMs: number, key = "k", title = "t") =>
		({ key, severity: "P2", channel, title, nowMs }) as const;

	it("is due when the storm pauses or a minute has gone, one per channel", () => {
		const digest = createDigest();
		digest.add(held("info", 0));
		expect(digest.nextDueMs()).toBe(5000);
		digest.add(held("info", 4000));
		digest.add(held("dev", 4000));
		expect(digest.due(5000)).toEqual([]);
		for (let ms = 8000; ms < 60_000; ms += 4000) digest.add(held("info", ms));
		expect(digest.nextDueMs()).toBe(9000);
		expect(
			digest
				.due(60_000)
				.map(({ channel }) => channel)
				.sort(),
		).toEqual(["dev", "info"]);
		expect(digest.nextDueMs()).toBe(Number.POSITIVE_INFINITY);
	});

	it("loses no count, however many keys there are", () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 300 })), { maxLength: 500 }),
				(adds) => {
					const digest = createDigest();
					for (const [channel, key] of adds) digest.add(held(channel, 0, `k${key}`));
					const all = digest.due(Number.POSITIVE_INFINITY);
					expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(adds.length);
					for (const each of all) {
						const { title = "", description = "" } = renderDigest(each, (text) => text);
						expect(title).toContain(`${each.count} more`);
						expect([...description.matchAll(/×(\d+)\*\*/g)].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(
							each.count,
						);
					}
				},
			),
		);
	});

	it("is bounded in channels, too, and still loses no count", () => {
		const digest = createDigest();
		for (let index = 0; index < 500; index++) digest.add(held(`made up ${index}`, 0));
		const all = digest.due(Number.POSITIVE_INFINITY);
		expect(all).toHaveLength(20);
		expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(500);
	});

	it("names the titles that masking joined, and the worst severity", () => {
		const digest = createDigest();
		for (const title of ["order 47111", "order 47112", "order 47113", "order 47114"])
			digest.add(held("info", 0, "k", title));
		digest.add({ ...held("info", 0, "other"), severity: "P0" });
		const [only] = digest.due(Number.POSITIVE_INFINITY);
		expect(only?.severity).toBe("P0");
		expect(renderDigest(only!, (text) => text).description).toContain("order 47111 / order 47112 / order 47113");
	});
});

describe("the mention cooldown", () => {
	it("never lets a key ping twice in 10 min, nor all keys six times in a minute", () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), fc.integer({ min: 0, max: 40_000 })), {
					maxLength: 200,
				}),
				(steps) => {
					const cooldown = createMentionCooldown();
					const pings: { key: string; ms: number }[] = [];
					let ms = 0;
					for (const [key, passMs] of steps) {
						ms += passMs;
						if (cooldown.allow(key, ms)) pings.push({ key, ms });
					}
					for (const [index, ping] of pings.entries()) {
						expect(
							pings.slice(0, index).filter((other) => other.key === ping.key && ping.ms - other.ms < 600_000),
						).toEqual([]);
						expect(pings.slice(0, index).filter((other) => ping.ms - other.ms < 60_000).length).toBeLessThan(5);
					}
				},
			),
		);
	});
});

describe("routing", () => {
	it("sends each severity where the contract says", () => {
		expect(SEVERITIES.map((severity) => channelFor(severity))).toEqual(["alerts", "alerts", "info", "info", "dev"]);
		expect([channelFor("P3", true), channelFor("P1", true)]).toEqual(["trades", "alerts"]);
		expect(CHANNELS).toEqual(["alerts", "info", "trades", "dev", "audit"]);
	});

	it("falls back to the default for all but audit", () => {
		const alert = { severity: "P3", trade: true, channel: undefined } as const;
		const known =
			(...names: string[]) =>
			(name: string) =>
				names.includes(name);
		expect(decideRoute(alert, known("trades", "default"))).toEqual({ channel: "trades", webhook: "trades" });
		expect(decideRoute(alert, known("default"))).toEqual({ channel: "trades", webhook: "default" });
		expect(decideRoute(alert, known("info"))).toEqual({ channel: "trades", webhook: undefined });
		expect(decideRoute({ ...alert, channel: "audit" }, known("default"))).toEqual({
			channel: "audit",
			webhook: undefined,
		});
		expect(decideRoute({ ...alert, channel: "ops" }, known("ops"))).toEqual({ channel: "ops", webhook: "ops" });
	});

	it("fails over to a known channel first, to audit last", () => {
		expect(failoverOrder("alerts", ["audit", "ops", "dev", "info", "alerts"])).toBe("info");
		expect(failoverOrder("alerts", ["audit", "ops"])).toBe("ops");
		expect(failoverOrder("alerts", ["audit"])).toBe("audit");
		expect(failoverOrder("alerts", ["alerts"])).toBeUndefined();
	});

	it("evicts the least severe", () => {
		expect([
			decideEviction([1, 0, 2, 0, 0, 0]),
			decideEviction([1, 0, 0, 0, 0, 3]),
			decideEviction([4]),
			decideEviction([0, 0]),
		]).toEqual([2, 5, 0, -1]);
	});
});

describe("audit lines", () => {
	it("say in one line what became of an alert, and cannot ping", () => {
		expect(auditLine({ severity: "P1", title: "Auth\ndegraded", channel: "alerts", status: "delivered" })).toBe(
			"`P1` Auth degraded → alerts · delivered",
		);
		expect(
			auditLine({
				severity: "P2",
				title: "@everyone",
				channel: "info",
				status: "suppressed",
				reason: "throttled",
				count: 9,
			}),
		).toBe("`P2` @\u200beveryone → info · suppressed (throttled) ×9");
		expect(
			auditLine({ severity: "P0", title: "x".repeat(500), channel: "alerts", via: "info", status: "delivered" }).length,
		).toBeLessThan(180);
	});

	it("fill one description and no more", () => {
		const lines = Array.from({ length: 100 }, () => "y".repeat(99));
		const used = countLines(lines);
		expect(used).toBe(40);
		expect(renderAudit(lines.slice(0, used)).description).toBe(lines.slice(0, used).join("\n"));
	});
});

describe("decideRepair()", () => {
	it.each([
		["names one embed", ["embeds.1.title"], 3, { kind: "drop", indices: [1] }],
		["names none", ["embeds"], 3, { kind: "split" }],
		["names none of a single one", ["embeds"], 1, { kind: "drop", indices: [0] }],
		["names the username", ["username"], 2, { kind: "without", part: "username", indices: [0, 1] }],
		["names the avatar", ["avatar_url"], 1, { kind: "without", part: "avatar", indices: [0] }],
		["names a URL", ["embeds.1.author.icon_url"], 2, { kind: "without", part: "urls", indices: [1] }],
		["names an image", ["embeds.0.image.url"], 1, { kind: "without", part: "urls", indices: [0] }],
		["names a file", ["attachments.0.id"], 1, { kind: "without", part: "files", indices: [0] }],
		["names an embed that is not there", ["embeds.7.title"], 2, { kind: "split" }],
	] as const)("when Discord %s", (_, paths, count, decision) => {
		expect(decideRepair(refused([...paths]), count, new Set())).toEqual(decision);
	});

	it("leaves a part out only once", () => {
		expect(decideRepair(refused(["username"]), 1, new Set(["username"]))).toEqual({ kind: "drop", indices: [0] });
		expect(decideRepair(refused([], 413, 40005), 1, new Set())).toMatchObject({ part: "files" });
		expect(decideRepair(refused([], 413, 40005), 1, new Set(["files"]))).toEqual({ kind: "drop", indices: [0] });
	});
});
