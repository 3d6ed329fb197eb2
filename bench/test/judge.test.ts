import { expect, it } from "vitest";
import { checkCounts, checkEndings } from "../soak/account.ts";
import { findGrowth, slope } from "../soak/judge.ts";
import type { Sample } from "../soak/sample.ts";

const COUNTS = { delivered: 5, suppressed: 3, dropped: 2, maybe: 1, pending: 0 };

/** Six minutes whose heap is as given at each second. */
const minutes = (heapMb: (atS: number) => number): Sample[] =>
	Array.from({ length: 360 }, (_, atS) => ({
		atS,
		rssMb: 100,
		heapMb: heapMb(atS),
		handles: { TCPSocketWrap: 3 },
		loopDelayMs: 11,
		books: COUNTS,
	}));

it("finds a heap that grows by 40 kB a second below the saw of the collector", () => {
	const leaking = minutes((atS) => 20 + atS * 0.04 + (atS % 9));
	expect(findGrowth("app", leaking)).toEqual([expect.stringContaining("app: heapMb grew by")]);
});

it("lets a heap be that goes up and down, and one that grew while it warmed up", () => {
	expect(
		findGrowth(
			"app",
			minutes((atS) => 20 + (atS % 9)),
		),
	).toEqual([]);
	expect(
		findGrowth(
			"app",
			minutes((atS) => Math.min(20 + atS * 0.2, 50)),
		),
	).toEqual([]);
});

it("finds handles that are never given back", () => {
	const leaking = minutes(() => 20).map((sample, at) => ({ ...sample, handles: { Timeout: Math.floor(at / 20) } }));
	expect(findGrowth("relay", leaking)).toEqual([expect.stringContaining("relay: handles grew by")]);
});

it("says nothing of a run that is too short to say something of", () => {
	expect(findGrowth("app", minutes((atS) => atS).slice(0, 60))).toEqual([]);
});

it("takes a slope that a few wild values do not move", () => {
	expect(slope([1, 2, 3, 4, 900, 6, 7, 8])).toBeCloseTo(1);
});

it("misses an alert that did not end, and one that ended twice", () => {
	expect(checkCounts("app", 10, COUNTS)).toEqual([]);
	expect(checkCounts("app", 11, COUNTS)).toEqual(["app: 11 raised, but 10 ended"]);
	expect(checkCounts("app", 10, { ...COUNTS, pending: 1 })).toEqual(["app: 1 had not ended"]);
});

it("holds each ending against what is in Discord", () => {
	const places: Record<string, { times: number; hidden: number }> = {
		there: { times: 1, hidden: 0 },
		hidden: { times: 0, hidden: 3 },
		often: { times: 3, hidden: 0 },
	};
	const stored = {
		find: (name: string) => places[name] ?? { times: 0, hidden: 0 },
		count: () => ({ stored: 0, twice: 0 }),
	};
	const check = (name: string, status: string, isMaybe = false) =>
		checkEndings([{ name, status, isMaybe, isEvicted: false }], stored);
	expect(check("there", "delivered")).toEqual([]);
	expect(check("hidden", "delivered")).toEqual([]);
	expect(check("hidden", "dropped")).toEqual([]);
	expect(check("nowhere", "dropped")).toEqual([]);
	expect(check("there", "dropped", true)).toEqual([]);
	expect(check("nowhere", "delivered")).toEqual(["nowhere is called delivered and is not in Discord"]);
	expect(check("there", "dropped")).toEqual(["there is dropped and is in Discord"]);
	expect(check("often", "delivered")).toEqual(["often is 3 times in Discord"]);
	const once = { name: "there", status: "delivered", isMaybe: false, isEvicted: false };
	expect(checkEndings([once, once], stored)).toEqual(["there ended twice"]);
	const given = { ...once, status: "dropped", isEvicted: true };
	expect(checkEndings([given, once], stored)).toEqual([]);
	expect(checkEndings([given], stored)).toEqual(["there is dropped and is in Discord"]);
});
