import { createVirtualClock, fixedRandom } from "@dat/core/testing";
import { describe, expect, it } from "vitest";
import { createPace } from "../../src/delivery/pace.ts";

function setup() {
	const clock = createVirtualClock();
	const pace = createPace(clock, fixedRandom(0.5));
	return { pace, waitMs: () => Math.max(0, pace.untilMs() - clock.elapsed()) };
}

const later = (waitMs?: number) => ({ kind: "later", waitMs }) as const;
const answered = (status: "accepted" | "deferred") => ({ kind: "answered", results: [{ status }] }) as const;

describe("createPace()", () => {
	it("backs off twice as long after each failure, up to a minute, one request at a time", () => {
		const { pace, waitMs } = setup();
		expect(pace.width()).toBeGreaterThan(1);
		const waits = Array.from({ length: 9 }, () => {
			pace.heard(later());
			return waitMs();
		});
		expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
		expect(pace.width()).toBe(1);
	});

	it("waits as long as the relay says, whatever happens meanwhile", () => {
		const { pace, waitMs } = setup();
		pace.heard(later(60_000));
		pace.hurry();
		expect(waitMs()).toBe(60_000);
	});

	it("forgets its own back-off when something has changed", () => {
		const { pace, waitMs } = setup();
		pace.heard(later());
		pace.hurry();
		expect(waitMs()).toBe(0);
	});

	it("is at full width again after an answer", () => {
		const { pace } = setup();
		pace.heard(later());
		pace.heard(answered("accepted"));
		expect(pace.width()).toBeGreaterThan(1);
	});

	it("waits when the relay has deferred something", () => {
		const { pace, waitMs } = setup();
		pace.heard(answered("deferred"));
		expect(waitMs()).toBe(20_000);
	});

	it("tries a new token at once, and once", () => {
		const { pace, waitMs } = setup();
		pace.heard({ kind: "token" });
		expect(waitMs()).toBe(0);
		pace.heard({ kind: "token" });
		expect(waitMs()).toBeGreaterThan(0);
	});

	it("halves bodies that are too large, down to the largest alert", () => {
		const { pace } = setup();
		const bytes = Array.from({ length: 4 }, () => {
			pace.heard({ kind: "too-large" });
			return pace.bodyBytes();
		});
		expect(bytes).toEqual([30_720, 17_408, 17_408, 17_408]);
	});
});
