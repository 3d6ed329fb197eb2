import { createThrottle } from "@dat/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("createThrottle()", () => {
	it("lets as many through as a naive list of times does, in every window", () => {
		const steps = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 700 })), {
			maxLength: 200,
		});
		fc.assert(
			fc.property(steps, fc.integer({ min: 1, max: 5 }), (given, max) => {
				const throttle = createThrottle({ max, windowMs: 1000 });
				const passed = new Map<string, number[]>();
				let nowMs = 0;
				for (const [key, passMs] of given) {
					nowMs += passMs;
					const recent = (passed.get(key) ?? []).filter((time) => nowMs - time < 1000);
					const isFree = recent.length < max;
					expect(throttle.check(key, nowMs)).toBe(isFree);
					passed.set(key, isFree ? [...recent, nowMs] : recent);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("remembers no more keys than it may, and forgets the ones unused for longest", () => {
		const throttle = createThrottle({ max: 1, maxKeys: 100 });
		throttle.check("kept", 0);
		for (let index = 0; index < 10_000; index++) {
			throttle.check(`k${index}`, index / 1000);
			expect(throttle.check("kept", index / 1000)).toBe(false);
			expect(throttle.size).toBeLessThanOrEqual(101);
		}
		expect(throttle.check("k0", 11)).toBe(true);
	});

	it("never lets more through when the clock goes back", () => {
		const throttle = createThrottle({ max: 2, windowMs: 1000 });
		expect([5000, 5000, 4990, 4100, 5999].map((ms) => throttle.check("a", ms))).toEqual([
			true,
			true,
			false,
			false,
			false,
		]);
	});

	it.each([{ max: 0 }, { max: 1.5 }, { windowMs: -1 }, { maxKeys: 1 }, { max: "3" }])(
		"refuses %j and says what to write",
		(options) => {
			const [name] = Object.keys(options);
			expect(() => createThrottle(options as never)).toThrow(
				new RegExp(`DAT_INVALID_OPTION: throttle.${name} is .*; write a whole number from \\d+ to \\d+`),
			);
		},
	);
});
