import { describe, expect, it } from "vitest";
import { bucketReadyAt, createBucket, learnBucket, openBucket, tightenBucket } from "../../src/policy/bucket.ts";
import { countMessage, createChannelWindow, tightenWindow, windowReadyAt } from "../../src/policy/channel-window.ts";

const ask = (urgency: "p0" | "p1" | "rest", inFlight = 0) => ({ urgency, lateMs: 200, inFlight });

describe("a bucket at its bounds", () => {
	const open = openBucket(createBucket(true), 0);
	const told = learnBucket(open, { limit: 5, remaining: 1, resetAfterMs: 2000 }, 0);

	it("opens a new window at the reset and not before", () => {
		expect(openBucket(told, 2009)).toBe(told);
		expect(openBucket(told, 2010)).toEqual({ limit: 5, remaining: 5, resetAtMs: 4010, isTold: false });
	});

	it("holds no P0 in a new window of which nothing is told yet, though it was told of the last", () => {
		expect(bucketReadyAt(openBucket(told, 2010), 2011, ask("p0", 5))).toBe(2011);
		expect(bucketReadyAt(openBucket(told, 2010), 2011, ask("p1", 5))).toBe(4010);
	});

	it("believes the first answer more than its own assumption", () => {
		const generous = learnBucket(open, { limit: 10, remaining: 9, resetAfterMs: 2100 }, 100);
		expect(generous).toEqual({ limit: 10, remaining: 9, resetAtMs: 2210, isTold: true });
	});

	it("takes a reset for the same window's up to a quarter of a second later", () => {
		const answer = (resetAfterMs: number) => learnBucket(told, { limit: 5, remaining: 4, resetAfterMs }, 100);
		expect(answer(2149)).toMatchObject({ remaining: 1, resetAtMs: 2010 });
		expect(answer(2150)).toMatchObject({ remaining: 4, resetAtMs: 2260 });
	});

	it("keeps no slot of a window that has only one", () => {
		const single = learnBucket(open, { limit: 1, remaining: 1, resetAfterMs: 1000 }, 0);
		expect(bucketReadyAt(single, 1, ask("rest"))).toBe(1);
		expect(bucketReadyAt(single, 1, ask("rest", 1))).toBe(1010);
	});

	it("always assumes at least one", () => {
		const tight = Array.from({ length: 9 }).reduce<ReturnType<typeof createBucket>>(tightenBucket, createBucket(true));
		expect(tight.limit).toBe(1);
	});
});

describe("the hidden limit of a channel at its bounds", () => {
	const rest = (inFlight = 0) => ({ urgency: "rest", inFlight }) as const;
	const at = (times: readonly number[], max = 30) => times.reduce(countMessage, createChannelWindow(max));

	it("waits for as many of the oldest messages to leave as there are too many", () => {
		const times = Array.from({ length: 28 }, (_, index) => index * 1000);
		expect(windowReadyAt(at(times), 28_000, rest())).toBe(2000 + 60_050);
		expect(windowReadyAt(at(times.slice(0, 26)), 26_000, rest())).toBe(60_050);
	});

	it("still counts a message 60 s later, until the margin is over", () => {
		const full = at(Array.from({ length: 26 }, () => 0));
		expect(windowReadyAt(full, 60_049, rest())).toBe(60_050);
		expect(windowReadyAt(full, 60_050, rest())).toBe(60_050);
	});

	it("lets one through even when all of a small limit is kept for P0 and P1", () => {
		expect(windowReadyAt(at([], 2), 1, rest())).toBe(1);
		expect(windowReadyAt(at([], 2), 1, rest(1))).toBe(1 + 60_050);
	});

	it("waits for the last one known when more are in the air than were ever answered", () => {
		expect(windowReadyAt(at([500], 5), 1000, rest(3))).toBe(60_550);
	});

	it("never learns from a second 429 that more is allowed", () => {
		const tight = tightenWindow(at(Array.from({ length: 12 }, () => 0)), 0);
		const more = [1, 2, 3, 4].reduce(countMessage, tight);
		expect(tightenWindow(more, 5).learned).toBe(12);
	});

	it("eases by one for each whole minute since it learned, and never above what is configured", () => {
		const tight = tightenWindow(at([600_000, 600_000, 600_000, 600_000, 600_000, 600_000]), 600_000);
		expect(tight).toMatchObject({ learned: 6, learnedAtMs: 600_000 });
		expect(windowReadyAt(tight, 659_999, rest(2))).toBe(660_050);
		expect(windowReadyAt(tight, 721_000, rest(3))).toBe(721_000);
		expect(windowReadyAt(tight, 721_000, rest(4))).toBeGreaterThan(721_000);
		expect(windowReadyAt(tight, 90_000_000, rest(25))).toBe(90_000_000);
		expect(windowReadyAt(tight, 90_000_000, rest(26))).toBeGreaterThan(90_000_000);
	});

	it("remembers no more messages than it needs, and none when nothing is assumed", () => {
		const many = Array.from({ length: 100 }, (_, index) => index);
		expect(at(many).times).toEqual(many.slice(-30));
		expect(at(many, Number.POSITIVE_INFINITY).times).toEqual([]);
		expect(windowReadyAt(at(many, Number.POSITIVE_INFINITY), 100, rest(999))).toBe(100);
		// Nor after a 429, which teaches a limit.
		expect(windowReadyAt(tightenWindow(at(many, Number.POSITIVE_INFINITY), 100), 100, rest(999))).toBe(100);
	});
});
