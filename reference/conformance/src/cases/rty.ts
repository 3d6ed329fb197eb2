import type { Case } from "../case.ts";
import {
	always,
	BANNED,
	BANNED_HTML,
	BANNED_TEXT,
	BLOCKED,
	EDGE_BLOCK,
	limited,
	limitedGlobally,
	OK,
	SERVER_ERROR,
	SHARED,
} from "../stage/discord-says.ts";

const DELIVERED = { kind: "delivered" } as const;

/** Waits that tell nothing usable: in the body as it is written, or in the header. */
const NONSENSE: Readonly<Record<string, { readonly body: string; readonly header?: string }>> = {
	zero: { body: '{"message":"You are being rate limited.","retry_after":0,"global":false}', header: "0" },
	negative: { body: '{"message":"You are being rate limited.","retry_after":-3,"global":false}', header: "-3" },
	empty: { body: "slow down", header: "" },
	words: { body: '{"message":"You are being rate limited.","retry_after":"soon","global":false}', header: "soon" },
	date: { body: "slow down", header: "Fri, 01 Jan 2100 00:00:00 GMT" },
	huge: { body: '{"message":"You are being rate limited.","retry_after":1e309,"global":false}' },
};

const nonsense = ([name, { body, header }]: [string, { body: string; header?: string }]): Case => ({
	id: `rty/08-${name}`,
	title: `a wait told as ${name} does not make a hot loop`,
	requirement: "DAT-RTY-08",
	level: "L0",
	sendTimeoutMs: 4_000,
	arms: {
		default: [
			{
				status: 429,
				headers: {
					"content-type": body.startsWith("{") ? "application/json" : "text/plain",
					...(header !== undefined && { "retry-after": header }),
				},
				body,
			},
		],
	},
	checks: [{ kind: "gap", request: 0, atLeastMs: 500, orStop: true }],
});

const ban = (name: string, arm: Parameters<typeof always>[0]): Case => ({
	id: `rty/15-${name}`,
	title: `a ban (${name}) is left alone`,
	requirement: "DAT-RTY-15",
	level: "L1",
	sendTimeoutMs: 2_500,
	arms: { default: [always(arm)] },
	checks: [
		{ kind: "requests", exactly: 1 },
		{ kind: "not-delivered" },
		{ kind: "told", members: { reason: [null, "exhausted"] } },
	],
});

export const RTY: readonly Case[] = [
	{
		id: "rty/01-user-limit",
		title: "after a 429 the next request comes no earlier than told",
		requirement: "DAT-RTY-01",
		level: "L0",
		arms: { default: [limited(1.3)] },
		checks: [{ kind: "gap", request: 0, atLeastMs: 1_300, means: { "a fixed wait of 1 s": 1_000 } }, DELIVERED],
	},
	{
		id: "rty/02-shared-override",
		title: "the told wait goes before what the bucket's headers say",
		requirement: "DAT-RTY-02",
		level: "L0",
		arms: { default: [SHARED] },
		checks: [
			{
				kind: "gap",
				request: 0,
				atLeastMs: 1_600,
				means: { "X-RateLimit-Reset-After": 200, "a fixed wait of 1 s": 1_000, "0.9 of retry_after": 1_440 },
			},
		],
	},
	{
		id: "rty/03-header-only",
		title: "a 429 whose body is not JSON is obeyed by its header",
		requirement: "DAT-RTY-03",
		level: "L0",
		arms: {
			default: [{ status: 429, headers: { "retry-after": "2", "content-type": "text/plain" }, body: "slow down" }],
		},
		checks: [{ kind: "gap", request: 0, atLeastMs: 2_000, means: { "a fixed wait of 1 s": 1_000 } }, DELIVERED],
	},
	{
		id: "rty/04-body-only",
		title: "a 429 without headers is obeyed by its body",
		requirement: "DAT-RTY-04",
		level: "L0",
		arms: {
			default: [{ status: 429, body: { message: "You are being rate limited.", retry_after: 1.7, global: false } }],
		},
		checks: [{ kind: "gap", request: 0, atLeastMs: 1_700, means: { "a fixed wait of 1 s": 1_000 } }, DELIVERED],
	},
	{
		id: "rty/05-no-wait-told",
		title: "a 429 that tells no wait is followed by at least a second, or by nothing",
		requirement: "DAT-RTY-05",
		level: "L0",
		arms: { default: [{ status: 429, body: { message: "You are being rate limited.", global: false } }] },
		checks: [{ kind: "gap", request: 0, atLeastMs: 1_000, orStop: true }],
	},
	{
		id: "rty/06-endless",
		title: "retries after 429 have an end, and that is told",
		requirement: "DAT-RTY-06",
		level: "L0",
		settings: { maxAttempts: 3 },
		arms: { default: [always(limited(0.3))] },
		checks: [{ kind: "bounded", by: "limits" }, { kind: "not-delivered" }],
	},
	{
		id: "rty/07-an-hour",
		title: "a wait over the cap is neither slept nor shortened",
		requirement: "DAT-RTY-07",
		level: "L1",
		settings: { maxWaitMs: 1_000 },
		sendTimeoutMs: 3_000,
		arms: { default: [always(limited(3_600))] },
		checks: [{ kind: "requests", exactly: 1 }, { kind: "not-delivered" }],
	},
	...Object.entries(NONSENSE).map(nonsense),
	{
		id: "rty/09-same-bytes",
		title: "retries after 429 and 5xx send the same bytes",
		requirement: "DAT-RTY-09",
		level: "L0",
		arms: { default: [limited(0.3), SERVER_ERROR] },
		checks: [{ kind: "same-body" }],
	},
	{
		id: "rty/10-blocked-for-all",
		title: "while a webhook waits, nothing is sent to it, not even a P0",
		requirement: "DAT-RTY-10",
		level: "L2",
		arms: { default: [limited(1.5)] },
		steps: [
			{ do: "send", alert: { severity: "P2", title: "first" }, as: "first", wait: false },
			{ do: "arrive", at: "default", count: 1 },
			// Until the answer has been read nobody is told to wait, and a P0 may fly beside it.
			{ do: "pause", ms: 300 },
			{ do: "send", alert: { severity: "P2", title: "second" }, as: "second", wait: false },
			{ do: "send", alert: { severity: "P0", title: "third" }, as: "third", wait: false },
			{ do: "settle" },
		],
		checks: [
			{ kind: "gap", request: 0, atLeastMs: 1_500 },
			{ kind: "titles", at: "default", are: ["first", "second", "third"] },
		],
	},
	{
		id: "rty/11-global",
		title: "a global 429 pauses the other webhook too",
		requirement: "DAT-RTY-11",
		level: "L3",
		webhooks: ["alerts", "info"],
		arms: { alerts: [limitedGlobally(3.6)] },
		steps: [
			{ do: "send", alert: { severity: "P1", title: "on alerts" }, as: "a", wait: false },
			{ do: "arrive", at: "alerts", count: 1 },
			// The answer has to be read before anybody can obey it, and a busy machine may read slowly.
			{ do: "pause", ms: 1_800 },
			{ do: "send", alert: { severity: "P2", title: "on info" }, as: "b" },
			{ do: "settle" },
		],
		checks: [
			{ kind: "silence", at: "info", after: "alerts", ms: 3_600 },
			{ kind: "delivered", as: "b" },
		],
	},
	{
		id: "rty/12-own-webhook-only",
		title: "a 429 of one webhook does not hold up another",
		requirement: "DAT-RTY-12",
		level: "L3",
		webhooks: ["alerts", "info"],
		arms: { alerts: [limited(2.5)] },
		steps: [
			{ do: "send", alert: { severity: "P1", title: "on alerts" }, as: "a", wait: false },
			{ do: "arrive", at: "alerts", count: 1 },
			{ do: "pause", ms: 300 },
			{ do: "send", alert: { severity: "P2", title: "on info" }, as: "b" },
			{ do: "settle" },
		],
		checks: [{ kind: "served-before", at: "info", before: "alerts", request: 1, byMs: 500 }],
	},
	{
		id: "rty/13-remaining",
		title: "twelve alerts against 5 per 2 s meet no 429",
		requirement: "DAT-RTY-13",
		level: "L3",
		bucket: true,
		steps: [
			{ do: "notify", alert: { severity: "P2", title: "burst {n}" }, times: 12 },
			{ do: "flush", timeoutMs: 20_000, as: "flushed" },
		],
		checks: [
			{ kind: "no-answer", status: 429 },
			{ kind: "told", as: "flushed", members: { result: true } },
		],
	},
	{
		id: "rty/14-bucket-per-webhook",
		title: "one webhook that is used up does not hold up another of the same bucket",
		requirement: "DAT-RTY-14",
		level: "L3",
		webhooks: ["alerts", "info"],
		arms: {
			alerts: [
				{
					...OK,
					headers: {
						"x-ratelimit-limit": "5",
						"x-ratelimit-remaining": "0",
						"x-ratelimit-reset-after": "2.5",
						"x-ratelimit-bucket": "2a1f5c7e9b3d4f60a8c1e2d3b4a59687",
					},
				},
			],
		},
		steps: [
			{ do: "send", alert: { severity: "P1", title: "on alerts 1" }, as: "a1" },
			{ do: "send", alert: { severity: "P1", title: "on alerts 2" }, as: "a2", wait: false },
			{ do: "send", alert: { severity: "P2", title: "on info" }, as: "b" },
			{ do: "settle" },
		],
		checks: [{ kind: "served-before", at: "info", before: "alerts", request: 1, byMs: 500 }],
	},
	ban("json", BANNED),
	ban("error-1015", BANNED_TEXT),
	ban("html", BANNED_HTML),
	ban("edge-block", EDGE_BLOCK),
	ban("40333", BLOCKED),
];
