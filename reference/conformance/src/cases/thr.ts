import type { Case, Step } from "../case.ts";

const notify = (as: string, alert: object, more: object = {}): Step => ({
	do: "notify",
	as,
	alert: { severity: "P2", ...alert },
	...more,
});
const FLUSH: Step = { do: "flush", timeoutMs: 10_000, as: "flushed" };

const masked = (name: string, [one, other]: readonly [string, string], suppressed: 0 | 1): Case => ({
	id: `thr/05-${name}`,
	title: `"${one}" and "${other}" are ${suppressed ? "one key" : "two keys"}`,
	requirement: "DAT-THR-05",
	level: "L3",
	settings: { throttle: { max: 1, windowMs: 60_000 } },
	steps: [notify("pair", { title: one }), notify("pair", { title: other }), FLUSH],
	checks: [{ kind: "receipts", as: "pair", queued: 2 - suppressed, suppressed }],
});

export const THR: readonly Case[] = [
	{
		id: "thr/01-storm",
		title: "of a storm only so many pass, and the number of the rest is told on close",
		requirement: "DAT-THR-01",
		level: "L3",
		settings: { throttle: { max: 2, windowMs: 60_000 } },
		steps: [
			notify("storm", { title: "Pool exhausted", key: "pool" }, { times: 9 }),
			{ do: "close", timeoutMs: 10_000, as: "closed" },
		],
		checks: [
			{ kind: "receipts", as: "storm", queued: 2, suppressed: 7 },
			{ kind: "says", text: "(?<!\\d)7(?!\\d)" },
		],
	},
	{
		id: "thr/01-default",
		title: "without settings three pass",
		requirement: "DAT-THR-01",
		level: "L3",
		env: { DISCORD_WEBHOOK: "$[url default]" },
		steps: [{ do: "configure", with: {} }, notify("storm", { title: "Pool exhausted" }, { times: 5 }), FLUSH],
		checks: [{ kind: "receipts", as: "storm", queued: 3, suppressed: 2 }],
	},
	{
		id: "thr/02-keys-apart",
		title: "different keys are not merged, and after its window a key passes again",
		requirement: "DAT-THR-02",
		level: "L3",
		settings: { throttle: { max: 1, windowMs: 1_200 } },
		steps: [
			notify("first", { title: "Same title", key: "a" }),
			notify("other", { title: "Same title", key: "b" }),
			{ do: "pause", ms: 1_500 },
			notify("later", { title: "Same title", key: "a" }),
			FLUSH,
		],
		checks: [
			{ kind: "receipts", as: "first", queued: 1 },
			{ kind: "receipts", as: "other", queued: 1 },
			{ kind: "receipts", as: "later", queued: 1 },
		],
	},
	{
		id: "thr/03-sliding",
		title: "no sliding window holds more than its number",
		requirement: "DAT-THR-03",
		level: "L3",
		settings: { throttle: { max: 3, windowMs: 1_500 } },
		steps: [
			// A window that does not slide opens with the first and lets twice as many through where it ends.
			notify("steady", { title: "Again", key: "k" }),
			{ do: "pause", ms: 1_200 },
			notify("steady", { title: "Again", key: "k" }, { times: 12, everyMs: 60 }),
			FLUSH,
		],
		checks: [{ kind: "window", as: "steady", max: 3, ms: 1_500 }],
	},
	{
		id: "thr/04-priority",
		title: "a P0 does not wait behind ten P3",
		requirement: "DAT-THR-04",
		level: "L3",
		arms: { default: [{ wire: "hold" }] },
		steps: [
			notify("many", { severity: "P3", title: "report {n}" }, { times: 10 }),
			{ do: "arrive", at: "default", count: 1 },
			notify("urgent", { severity: "P0", title: "Database down" }),
			{ do: "release", at: "default" },
			FLUSH,
		],
		checks: [{ kind: "soon", at: "default", title: "Database down", within: 2 }],
	},
	masked("numbers", ["order 47111 failed", "order 47112 failed"], 1),
	masked(
		"uuids",
		["job 0f8fad5b-d9cb-469f-a165-70867728950e died", "job 7c9e6679-7425-40de-944b-e07fc1f90ae7 died"],
		1,
	),
	masked("hex", ["commit deadbeef42 broke", "commit 0badcafe99 broke"], 1),
	masked("small-numbers", ["node 2 is down", "node 3 is down"], 0),
];
