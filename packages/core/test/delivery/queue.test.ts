import { describe, expect, it } from "vitest";
import { createEntry, type Entry, type Settlement, settle } from "../../src/delivery/entry.ts";
import { ALL_RANKS, createQueue } from "../../src/delivery/queue.ts";

const entry = (id: string, severity: Entry["severity"], expiresAtMs = 1000): Entry =>
	createEntry({ id, purpose: "alert", severity, channel: "info", embed: {}, expiresAtMs, onSettled: () => {} });
const ids = (entries: readonly Entry[]): string => entries.map(({ id }) => id).join("");

describe("what waits in a lane", () => {
	const [a, b, c, d] = [entry("a", "P2"), entry("b", "P0"), entry("c", "P2"), entry("d", "DEV")];
	const filled = (...entries: readonly Entry[]) => {
		const queue = createQueue();
		for (const each of entries) queue.push(each);
		return queue;
	};

	it("is counted by rank and in all", () => {
		const queue = filled(a, b, c, d);
		expect(ALL_RANKS.map(queue.count)).toEqual([1, 0, 2, 0, 1, 0]);
		expect([queue.size(), createQueue().size(), queue.count(9)]).toEqual([4, 0, 0]);
	});

	it("is looked at rank by rank, the oldest first, and no further than asked", () => {
		const queue = filled(a, b, c, d);
		expect(ids(queue.peek(ALL_RANKS, 9))).toBe("bacd");
		expect(ids(queue.peek(ALL_RANKS, 2))).toBe("ba");
		expect(ids(queue.peek([2, 4], 2))).toBe("ac");
		expect(queue.size()).toBe(4);
	});

	it("stands by age, also when it comes from another lane, and behind those of its own age", () => {
		const queue = filled(entry("x", "P2", 100), entry("z", "P2", 300), entry("y", "P2", 200), entry("w", "P2", 200));
		expect(ids(queue.peek([2], 9))).toBe("xywz");
	});

	it("goes back to the head in its order", () => {
		const queue = filled(c);
		queue.putBack([a, entry("e", "P2")]);
		expect(ids(queue.peek([2], 9))).toBe("aec");
	});

	it("is taken out wherever it stands, and nothing else with it", () => {
		const others = [entry("e", "P2"), entry("f", "P2")];
		const queue = filled(a, c, ...others, b);
		queue.remove([a, c]);
		expect(ids(queue.peek(ALL_RANKS, 9))).toBe("bef");
		queue.remove([others[1]!, a]);
		expect(ids(queue.peek(ALL_RANKS, 9))).toBe("be");
		queue.remove([b, others[0]!]);
		queue.remove([]);
		expect(queue.size()).toBe(0);
	});

	it("is taken out when its time is up, to the ms", () => {
		const queue = filled(entry("x", "P2", 100), entry("y", "P2", 200), entry("z", "P0", 150), entry("q", "DEV", 900));
		expect(queue.nextExpiryMs()).toBe(100);
		expect(ids(queue.expire(99))).toBe("");
		expect(ids(queue.expire(150))).toBe("zx");
		expect(queue.nextExpiryMs()).toBe(200);
		expect(ids(queue.expire(200))).toBe("y");
		expect(ids(queue.expire(10_000))).toBe("q");
		expect(queue.nextExpiryMs()).toBe(Number.POSITIVE_INFINITY);
	});

	it("is drained by rank", () => {
		const queue = filled(a, b, c, d);
		expect(ids(queue.drain([0, 4]))).toBe("bd");
		expect(ids(queue.drain(ALL_RANKS))).toBe("ac");
		expect(queue.size()).toBe(0);
	});
});

describe("the rank of an entry", () => {
	const rank = (purpose: Entry["purpose"], severity: Entry["severity"]) =>
		createEntry({ ...entry("a", severity), purpose }).rank;

	it("is that of its severity, but an audit line is last and a summary never before P2", () => {
		expect([rank("alert", "P0"), rank("alert", "DEV"), rank("notice", "P1")]).toEqual([0, 4, 1]);
		expect([rank("audit", "P0"), rank("summary", "P0"), rank("summary", "DEV")]).toEqual([5, 2, 4]);
	});
});

describe("the end of an entry", () => {
	it("is told once, also when an answer comes after it", () => {
		const ends: Settlement[] = [];
		const onSettled = (_: Entry, settlement: Settlement): void => void ends.push(settlement);
		const ended = createEntry({ ...entry("a", "P2"), onSettled });
		settle(ended, { status: "dropped", reason: "closed", detail: "" });
		settle(ended, { status: "delivered", coalesced: 1 });
		expect(ends).toEqual([{ status: "dropped", reason: "closed", detail: "" }]);
	});
});
