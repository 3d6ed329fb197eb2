import { createThrottle, decideRetry } from "@dat/core";
import { describe, expect, it } from "vitest";
import { countShared } from "../../src/policy/coalesce.ts";
import { HEALTHY, isBreakerOpen, worsen } from "../../src/policy/health.ts";
import { createMentionCooldown } from "../../src/policy/mention-cooldown.ts";
import { decideRepair } from "../../src/policy/repair.ts";
import { NO_HISTORY } from "../../src/policy/retry.ts";
import { decideRoute, failoverOrder } from "../../src/policy/route.ts";
import { refused } from "./refused.ts";

describe("countShared() at its bounds", () => {
	const alerts = (count: number, size: number) =>
		Array.from({ length: count }, () => ({ shareKey: "a", size, url: undefined }));

	it("takes nothing of nothing, and one of what never shares", () => {
		expect(countShared([])).toBe(0);
		expect(countShared([{ shareKey: undefined, size: 1, url: undefined }, ...alerts(2, 1)])).toBe(1);
	});

	it("takes all that share, up to ten and to 6000 characters, both inclusive", () => {
		expect(countShared(alerts(11, 1))).toBe(10);
		expect(countShared(alerts(4, 2000))).toBe(3);
		expect(countShared(alerts(4, 2001))).toBe(2);
		expect(countShared(alerts(2, 7000))).toBe(1);
	});

	it("stops before the first that is of another kind or has a URL again, and shares different URLs", () => {
		const [one, two] = alerts(2, 10);
		expect(countShared([one!, { ...two!, shareKey: "b" }, two!])).toBe(1);
		expect(countShared([{ ...one!, url: "u" }, { ...two!, url: "v" }, { ...two!, url: "u" }, two!])).toBe(2);
	});
});

describe("the mention cooldown at its bounds", () => {
	it("lets five keys ping in a minute, and the sixth when the first minute is over", () => {
		const cooldown = createMentionCooldown();
		expect(["a", "b", "c", "d", "e", "f"].map((key) => cooldown.allow(key, 0))).toEqual([
			...[true, true, true, true, true],
			false,
		]);
		expect(cooldown.allow("f", 59_999)).toBe(false);
		expect(cooldown.allow("f", 60_000)).toBe(true);
	});

	it("lets a key ping again after ten minutes, and not a moment before", () => {
		const cooldown = createMentionCooldown();
		expect([0, 599_999, 600_000, 700_000, 1_200_000].map((ms) => cooldown.allow("a", ms))).toEqual([
			...[true, false, true, false, true],
		]);
	});
});

describe("decideRepair() by paths that only look alike", () => {
	it.each([
		["embeds.1.username"],
		["embeds.1.avatar_url"],
		["embeds.1.files"],
		["embeds.1.attachments"],
		["embeds.1.url.scheme"],
		["embeds.1.urls"],
		["embeds.1.fields.0.url"],
	])("drops the embed for %s", (path) => {
		expect(decideRepair(refused([path]), 2, new Set())).toEqual({ kind: "drop", indices: [1] });
	});

	it.each([
		["usernames"],
		["avatar_urls"],
		["filesystem"],
		["attachmentsx"],
		["in.embeds.1.url"],
		["embeds.url"],
		["embeds.x1.url"],
	])("splits the message for %s", (path) => {
		expect(decideRepair(refused([path]), 2, new Set())).toEqual({ kind: "split" });
	});

	it.each([
		["username.0", "username"],
		["avatar_url.0", "avatar"],
		["files", "files"],
		["files.0", "files"],
		["attachments", "files"],
		["embeds.11.url", "urls"],
		["embeds.11.thumbnail.url", "urls"],
		["embeds.11.icon_url", "urls"],
	])("finds the part behind %s", (path, part) => {
		expect(decideRepair(refused([path]), 12, new Set())).toMatchObject({ kind: "without", part });
	});

	it("names an embed once, however many of its parts are wrong, and none past the last", () => {
		const paths = ["embeds.10.title", "embeds.10.fields.0.name", "embeds.0.description", "embeds.12.title"];
		expect(decideRepair(refused(paths), 12, new Set())).toEqual({ kind: "drop", indices: [10, 0] });
	});

	it("takes either 413 or Discord's own code for too large", () => {
		expect(decideRepair(refused([], 413, undefined), 1, new Set())).toMatchObject({ part: "files" });
		expect(decideRepair(refused([], 400, 40005), 1, new Set())).toMatchObject({ part: "files" });
	});
});

describe("decideRetry() for each kind of answer", () => {
	const options = { rateLimitRetries: 5, maxAttempts: 5, maxWaitMs: 30_000 };
	const history = { failures: 1, limited: 2, ambiguous: 0 };

	it("delivers, or gives up for the reason the answer has", () => {
		const rate = undefined;
		expect(decideRetry({ kind: "ok", status: 200, body: undefined, rate }, history, options)).toEqual({
			kind: "deliver",
		});
		expect(decideRetry({ kind: "dead", status: 404, code: 10015, rate }, history, options)).toEqual({
			kind: "give-up",
			reason: "gone",
			history,
		});
		const refused = { kind: "rejected", status: 400, code: 1, message: "", errors: [], rate } as const;
		expect(decideRetry(refused, history, options)).toEqual({ kind: "give-up", reason: "rejected", history });
	});

	it("counts a 5xx as a failure that did not deliver", () => {
		const failed = { kind: "failed", status: 503, rate: undefined } as const;
		expect(decideRetry(failed, NO_HISTORY, options)).toEqual({
			kind: "again",
			history: { failures: 1, limited: 0, ambiguous: 0 },
			withoutMention: false,
		});
	});
});

describe("the health of a lane", () => {
	it("opens the breaker at the second failure in a row, each with a longer back-off", () => {
		const options = { baseMs: 1000, maxBackoffMs: 30_000 };
		const once = worsen(HEALTHY, options, { nowMs: 100, draw: 0.5 });
		const twice = worsen(once, options, { nowMs: 700, draw: 0.5 });
		expect([once, twice]).toEqual([
			{ failures: 1, retryAtMs: 600 },
			{ failures: 2, retryAtMs: 1700 },
		]);
		expect([HEALTHY, once, twice].map(isBreakerOpen)).toEqual([false, false, true]);
	});
});

describe("the ways of an alert at their ends", () => {
	it("fails over among the user's own channels in their order, and never to audit while there is another", () => {
		expect(failoverOrder("ops", ["ops", "audit", "night", "day"])).toBe("night");
		expect(failoverOrder("ops", [])).toBeUndefined();
	});

	it("follows the channel that the alert names, whatever its severity", () => {
		const alert = { severity: "P0", trade: false, channel: "ops" } as const;
		expect(decideRoute(alert, (name) => name === "default")).toEqual({ channel: "ops", webhook: "default" });
	});
});

describe("the memory of a throttle", () => {
	it("forgets the older half of its keys when the younger half is full", () => {
		const throttle = createThrottle({ max: 1, maxKeys: 4 });
		const sizes = ["a", "b", "c", "d", "e"].map((key) => throttle.check(key, 0) && throttle.size);
		expect(sizes).toEqual([1, 2, 3, 4, 3]);
		expect(["c", "a"].map((key) => throttle.check(key, 0))).toEqual([false, true]);
	});
});
