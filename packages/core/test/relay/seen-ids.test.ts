import { describe, expect, it } from "vitest";
import { createSeenIds } from "../../src/relay/seen-ids.ts";

const toIds = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `${from + index}`);

describe("createSeenIds()", () => {
	it("knows each of the last ids, and has forgotten what is twice as long ago", () => {
		const seen = createSeenIds(100, 1000);
		for (const id of toIds(0, 1000)) seen.add(id, 0);
		expect(toIds(900, 1000).filter((id) => !seen.has(id, 0))).toEqual([]);
		expect(toIds(0, 800).filter((id) => seen.has(id, 0))).toEqual([]);
	});

	it("knows an id for as long as was said, and not for ever", () => {
		const seen = createSeenIds(100, 1000);
		seen.add("a", 0);
		expect(seen.has("a", 999)).toBe(true);
		seen.add("b", 1500);
		expect([seen.has("b", 2499), seen.has("a", 3001)]).toEqual([true, false]);
	});

	it("knows an id that was added late in a generation as long as any other", () => {
		const seen = createSeenIds(100, 1000);
		seen.add("first", 0);
		seen.add("late", 990);
		expect(seen.has("late", 1989)).toBe(true);
	});

	it("forgets all after a long silence", () => {
		const seen = createSeenIds(100, 1000);
		seen.add("a", 0);
		expect(seen.has("a", 1_000_000)).toBe(false);
	});
});
