import { createVirtualClock, fixedRandom, seededRandom } from "@dat/core/testing";
import { describe, expect, it } from "vitest";

describe("createVirtualClock()", () => {
	it("runs what falls due in order of time, then of scheduling", async () => {
		const clock = createVirtualClock();
		const ran: string[] = [];
		clock.schedule(20, () => ran.push(`c ${clock.elapsed()}`));
		clock.schedule(10, () => ran.push(`a ${clock.elapsed()}`));
		clock.schedule(10, () => clock.schedule(5, () => ran.push(`b ${clock.elapsed()}`)));
		const cancel = clock.schedule(12, () => ran.push("never"));
		cancel();
		await clock.advance(20);
		expect(ran).toEqual(["a 10", "b 15", "c 20"]);
	});

	it("moves the wall clock with it, and alone when it jumps", async () => {
		const clock = createVirtualClock(1000);
		await clock.advance(500);
		clock.jump(-700);
		expect([clock.now(), clock.elapsed()]).toEqual([800, 500]);
	});

	it("drains until nothing is scheduled", async () => {
		const clock = createVirtualClock();
		clock.schedule(7200, () => clock.schedule(100, () => {}));
		expect(await clock.drain()).toBe(7300);
		expect(clock.scheduled).toBe(0);
	});
});

describe("chance under control", () => {
	it("repeats fixed draws, and equal seeds draw equally", () => {
		const fixed = fixedRandom(0.1, 0.9);
		expect([fixed(), fixed(), fixed()]).toEqual([0.1, 0.9, 0.1]);
		const [one, other] = [seededRandom(7), seededRandom(7)];
		const draws = Array.from({ length: 100 }, () => one());
		expect(Array.from({ length: 100 }, () => other())).toEqual(draws);
		expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
	});
});
