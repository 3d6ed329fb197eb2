import { describe, expect, it } from "vitest";
import { createEntry, type Entry, type Purpose } from "../../src/delivery/entry.ts";
import { decideFlights, type Flight, type LaneView } from "../../src/delivery/flight.ts";
import { createGate, createSharedGate, type Gate } from "../../src/delivery/gate.ts";
import { createQueue } from "../../src/delivery/queue.ts";

const entry = (id: string, severity: Entry["severity"], more: Partial<Entry> = {}, purpose: Purpose = "alert"): Entry =>
	Object.assign(
		createEntry({ id, purpose, severity, channel: "info", embed: {}, expiresAtMs: 1e6, onSettled: () => {} }),
		more,
	);
const openGate = (): Gate => createGate(false, createSharedGate());
const gateWith = (remaining: number): Gate => {
	const gate = openGate();
	gate.sent(0);
	const rate = { limit: 5, remaining, resetAfterMs: 1990 };
	gate.answered({ kind: "ok", status: 204, body: undefined, rate }, 0);
	return gate;
};
const decide = (entries: readonly Entry[], more: Partial<LaneView> = {}): readonly Flight[] => {
	const queue = createQueue();
	for (const each of entries) queue.push(each);
	return decideFlights({
		...{ queue, gate: openGate(), health: { failures: 0, retryAtMs: 0 }, nowMs: 100, isCoalescing: true, flying: [] },
		...more,
	});
};
const shown = (flights: readonly Flight[]) =>
	flights.map(({ kind, entries, ready }) => [kind, entries.map(({ id }) => id).join(""), ready.atMs, ready.reason]);
const flying = (kind: Flight["kind"]): Flight => ({
	kind,
	entries: [entry("x", "P2")],
	ready: { atMs: 0, reason: "bucket" },
});

describe("what may fly next", () => {
	it("is nothing when nothing waits", () => {
		expect(decide([])).toEqual([]);
	});

	it("is one urgent and one usual message, P1 before the rest and the rest before audit", () => {
		const audit = entry("z", "P0", { line: "z" }, "audit");
		const waiting = [audit, entry("e", "DEV"), entry("d", "P3"), entry("c", "P2"), entry("b", "P1"), entry("a", "P0")];
		expect(shown(decide(waiting))).toEqual([
			["urgent", "a", 100, "bucket"],
			["usual", "b", 100, "bucket"],
		]);
		expect(shown(decide(waiting.slice(0, 4)))).toEqual([["usual", "cde", 100, "bucket"]]);
		expect(shown(decide([audit]))).toEqual([["usual", "z", 100, "bucket"]]);
	});

	it("is nothing of a kind that is in the air, and nothing usual while a P0 waits behind one in the air", () => {
		const waiting = [entry("a", "P0"), entry("b", "P1")];
		expect(shown(decide(waiting, { flying: [flying("usual")] }))).toEqual([["urgent", "a", 100, "bucket"]]);
		expect(decide(waiting, { flying: [flying("urgent")] })).toEqual([]);
		expect(shown(decide(waiting.slice(1), { flying: [flying("urgent")] }))).toEqual([["usual", "b", 100, "bucket"]]);
	});

	it("is a P0 that has failed when its own back-off is over, and one that has not at once", () => {
		const failed = entry("a", "P0", { retryAtMs: 500 });
		expect(shown(decide([failed, entry("c", "P0", { retryAtMs: 400 })]))).toEqual([["urgent", "a", 400, "back-off"]]);
		expect(shown(decide([failed, entry("b", "P0", { retryAtMs: 100 })]))).toEqual([["urgent", "b", 100, "bucket"]]);
		const behind = { flying: [flying("urgent")] };
		expect(shown(decide([failed, entry("c", "P2")], behind))).toEqual([["usual", "c", 100, "bucket"]]);
	});

	it("is at most ten P0s, ten others or fifty audit lines", () => {
		const many = (severity: Entry["severity"], purpose: Purpose = "alert") =>
			Array.from({ length: 60 }, (_, index) =>
				entry(`${index} `, severity, purpose === "audit" ? { line: "x" } : {}, purpose),
			);
		const counts = (waiting: readonly Entry[]) => decide(waiting).map(({ entries }) => entries.length);
		expect([counts(many("P0")), counts(many("P2")), counts(many("P2", "audit"))]).toEqual([[10], [10], [50]]);
	});

	it("waits for the lane's back-off", () => {
		const health = { failures: 1, retryAtMs: 700 };
		expect(shown(decide([entry("b", "P1")], { health }))).toEqual([["usual", "b", 700, "back-off"]]);
	});

	it("is the oldest of the least severe alone with the breaker open, beside a P0 that has not failed", () => {
		const health = { failures: 2, retryAtMs: 700 };
		const tried = { history: { failures: 1, limited: 0, ambiguous: 0 } };
		const waiting = [entry("d", "P3"), entry("e", "P3"), entry("b", "P1"), entry("a", "P0")];
		expect(shown(decide(waiting, { health }))).toEqual([
			["urgent", "a", 100, "bucket"],
			["usual", "d", 700, "breaker"],
		]);
		expect(shown(decide([entry("a", "P0")], { health }))).toEqual([["urgent", "a", 100, "bucket"]]);
		expect(shown(decide([entry("a", "P0", tried)], { health }))).toEqual([["usual", "a", 700, "breaker"]]);
	});

	it("takes the kept slot of a window late in it, and earlier when it is the last that waits", () => {
		const gate = gateWith(1);
		const two = [entry("c", "P2"), entry("d", "P2")];
		expect(shown(decide(two, { gate, isCoalescing: false }))).toEqual([["usual", "c", 1800, "bucket"]]);
		expect(shown(decide(two, { gate }))).toEqual([["usual", "cd", 750, "bucket"]]);
		expect(shown(decide([entry("b", "P1")], { gate }))).toEqual([["usual", "b", 100, "bucket"]]);
		expect(shown(decide([entry("a", "P0")], { gate }))).toEqual([["urgent", "a", 100, "bucket"]]);
		expect(shown(decide([entry("a", "P0")], { gate: gateWith(0) }))).toEqual([["urgent", "a", 2000, "bucket"]]);
	});
});
