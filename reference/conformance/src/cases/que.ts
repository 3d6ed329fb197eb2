import type { Case, Step } from "../case.ts";
import { always, limited } from "../stage/discord-says.ts";

const notify = (as: string, alert: object, times = 1): Step => ({
	do: "notify",
	as,
	alert: { severity: "P3", ...alert },
	times,
});
const FLUSH: Step = { do: "flush", timeoutMs: 20_000, as: "flushed" };
const HOLD = { wire: "hold" } as const;
const STALL = always({ wire: "stall" });

export const QUE: readonly Case[] = [
	{
		id: "que/01-bounded",
		title: "against a silent server no more is held than the bound",
		requirement: "DAT-QUE-01",
		level: "L3",
		settings: { queueMax: 10, timeoutMs: 20_000 },
		arms: { default: [STALL] },
		steps: [
			notify("first", { title: "first" }),
			{ do: "arrive", at: "default", count: 1 },
			notify("many", { title: "report {n}" }, 50),
			{ do: "stats", as: "stats" },
		],
		checks: [{ kind: "sums", as: "stats", members: { raised: 51 }, atMost: { pending: 12 } }],
	},
	{
		id: "que/02-sums",
		title: "every alert is in one of the counts, before, during and after",
		requirement: "DAT-QUE-02",
		level: "L3",
		arms: { default: [HOLD] },
		steps: [
			{ do: "stats", as: "before" },
			// There is no webhook for audit, and no fallback for it.
			notify("lost", { title: "unrouted", channel: "audit" }),
			notify("some", { title: "report {n}" }, 3),
			{ do: "arrive", at: "default", count: 1 },
			{ do: "stats", as: "during" },
			{ do: "release", at: "default" },
			FLUSH,
			{ do: "stats", as: "after" },
		],
		checks: [
			{ kind: "sums", as: "before", members: { raised: 0, pending: 0 } },
			{ kind: "sums", as: "during", members: { raised: 4, dropped: 1, pending: 3 } },
			{ kind: "sums", as: "after", members: { raised: 4, delivered: 3, dropped: 1, pending: 0 } },
		],
	},
	{
		id: "que/03-in-order",
		title: "alerts of one webhook and severity go in order, one at a time",
		requirement: "DAT-QUE-03",
		level: "L3",
		arms: { default: [HOLD, limited(0.4)] },
		steps: [
			// A port that puts waiting alerts into one message has two of them at least.
			notify("first", { title: "step 1" }),
			{ do: "arrive", at: "default", count: 1 },
			...[2, 3, 4, 5, 6, 7, 8].map((n) => notify("some", { title: `step ${n}` })),
			{ do: "pause", ms: 300 },
			{ do: "release", at: "default" },
			FLUSH,
		],
		checks: [
			{ kind: "one-at-a-time", at: "default" },
			{ kind: "titles", at: "default", are: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `step ${n}`), inOrder: true },
		],
	},
	{
		id: "que/04-no-waiting",
		title: "a hundred receipts come while the first request is open",
		requirement: "DAT-QUE-04",
		level: "L3",
		arms: { default: [HOLD] },
		steps: [
			notify("first", { title: "first" }),
			{ do: "arrive", at: "default", count: 1 },
			notify("receipts", { title: "report {n}" }, 100),
			{ do: "release", at: "default" },
			FLUSH,
		],
		checks: [{ kind: "reply-while-open", as: "receipts", at: "default", request: 0 }],
	},
	{
		id: "que/05-severe-last",
		title: "a P0 raised into a full queue is delivered",
		requirement: "DAT-QUE-05",
		level: "L3",
		settings: { queueMax: 10 },
		arms: { default: [HOLD] },
		steps: [
			notify("first", { title: "first" }),
			{ do: "arrive", at: "default", count: 1 },
			notify("many", { title: "report {n}" }, 30),
			notify("urgent", { severity: "P0", title: "Database down" }),
			{ do: "release", at: "default" },
			FLUSH,
		],
		checks: [{ kind: "says", text: "Database down" }],
	},
];

export const LIF: readonly Case[] = [
	{
		id: "lif/01-flush-true",
		title: "flush answers true when everything has settled",
		requirement: "DAT-LIF-01",
		level: "L3",
		arms: { default: [limited(0.6)] },
		steps: [notify("some", { title: "report {n}" }, 3), FLUSH, { do: "stats", as: "stats" }],
		checks: [
			{ kind: "told", as: "flushed", members: { result: true } },
			{ kind: "sums", as: "stats", members: { raised: 3, delivered: 3, pending: 0 } },
		],
	},
	{
		id: "lif/01-flush-false",
		title: "flush answers false at its deadline, and the rest is still counted",
		requirement: "DAT-LIF-01",
		level: "L3",
		settings: { timeoutMs: 20_000 },
		arms: { default: [STALL] },
		steps: [
			notify("some", { title: "report {n}" }, 3),
			{ do: "flush", timeoutMs: 700, as: "flushed" },
			{ do: "stats", as: "stats" },
		],
		checks: [
			{ kind: "told", as: "flushed", members: { result: false } },
			{ kind: "sums", as: "stats", members: { raised: 3, pending: 3 } },
		],
	},
	{
		id: "lif/02-last-words",
		title: "on SIGTERM what waits is sent, then the port ends",
		requirement: "DAT-LIF-02",
		level: "L3",
		arms: { default: [limited(0.6)] },
		steps: [notify("some", { title: "report {n}" }, 3), { do: "arrive", at: "default", count: 1 }, { do: "terminate" }],
		checks: [{ kind: "titles", at: "default", are: ["report 1", "report 2", "report 3"] }, { kind: "exit-seen" }],
	},
	{
		id: "lif/02-silent-server",
		title: "on SIGTERM the port ends though the server is silent",
		requirement: "DAT-LIF-02",
		level: "L3",
		settings: { timeoutMs: 600_000 },
		arms: { default: [STALL] },
		steps: [notify("some", { title: "report {n}" }, 3), { do: "arrive", at: "default", count: 1 }, { do: "terminate" }],
		checks: [{ kind: "exit-seen" }],
	},
];
