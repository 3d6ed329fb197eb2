import { readFileSync } from "node:fs";
import * as core from "@dat/core";
import * as node from "@dat/node";
import { expect, it, vi } from "vitest";
import { createClock } from "../src/clock.ts";
import { createRandom } from "../src/random.ts";
import { VERSION } from "../src/version.ts";

it("re-exports all of core's public names, so that one install is enough", () => {
	expect(Object.keys(node).sort()).toEqual(Object.keys(core).sort());
});

it("says the version that package.json has", () => {
	expect(VERSION).toBe(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version);
});

it("draws from [0, 1) without repeating itself", () => {
	const random = createRandom();
	const draws = Array.from({ length: 2000 }, random);
	expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
	expect(new Set(draws).size).toBeGreaterThan(1990);
});

it("schedules on timers that do not keep the process alive, and takes them back", () => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
	const clock = createClock();
	const ran = vi.fn();
	const cancel = clock.schedule(1000, ran);
	clock.schedule(10 ** 12, ran); // longer than a timer can count
	vi.advanceTimersByTime(999);
	cancel();
	vi.advanceTimersByTime(10_000);
	expect(ran).not.toHaveBeenCalled();
	vi.useRealTimers();
});
