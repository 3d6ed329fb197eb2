import type { Case } from "../case.ts";
import { always, MESSAGE, OK } from "../stage/discord-says.ts";

const ONE = { kind: "requests", exactly: 1 } as const;
const DELIVERED = { kind: "delivered" } as const;

const unversioned = (id: string, url: string): Case => ({
	id,
	title: `${url.split("/webhooks")[0]} is asked as API v10 at DISCORD_API_BASE`,
	requirement: "DAT-REQ-05",
	level: "L1",
	urls: { default: url },
	checks: [{ kind: "path", matches: "^/api/v10/webhooks/\\d+/\\[token\\]" }, ONE],
});

export const REQ: readonly Case[] = [
	{
		id: "req/01-one-post",
		title: "an alert that is accepted is one POST",
		requirement: "DAT-REQ-01",
		level: "L0",
		checks: [ONE, { ...DELIVERED, for: "DAT-REQ-03" }],
	},
	{
		id: "req/02-json",
		title: "the body is UTF-8 JSON and says so",
		requirement: "DAT-REQ-02",
		level: "L0",
		alert: { severity: "P2", title: "Größe überschritten: 東京 🚨", description: "naïve café" },
		checks: [{ kind: "format" }, { kind: "requests", atLeast: 1 }],
	},
	...[
		{ id: "req/03-no-content", title: "204 without a body is delivered", arm: OK },
		{ id: "req/03-message", title: "200 with a message is delivered", arm: MESSAGE },
		{ id: "req/03-other-body", title: "201 with a text for a body is delivered", arm: { status: 201, body: "ok" } },
	].map(
		({ id, title, arm }): Case => ({
			id,
			title,
			requirement: "DAT-REQ-03",
			level: "L0",
			arms: { default: [arm] },
			checks: [ONE, DELIVERED],
		}),
	),
	{
		id: "req/04-user-agent",
		title: "the request says who sends it",
		requirement: "DAT-REQ-04",
		level: "L0",
		checks: [{ kind: "user-agent" }, { kind: "requests", atLeast: 1 }],
	},
	unversioned("req/05-unversioned", "https://discord.com/api/webhooks/$[id default]/$[token default]"),
	unversioned("req/05-old-host", "https://discordapp.com/api/v9/webhooks/$[id default]/$[token default]"),
	unversioned("req/05-canary", "https://canary.discord.com/api/webhooks/$[id default]/$[token default]"),
	{
		id: "req/06-thread-of-the-url",
		title: "the thread of the webhook URL is on the request",
		requirement: "DAT-REQ-06",
		level: "L1",
		urls: { default: "$[base]/webhooks/$[id default]/$[token default]?thread_id=1100000000000000007" },
		checks: [{ kind: "query", name: "thread_id", is: "1100000000000000007" }, { kind: "asked-with-wait" }],
	},
	{
		id: "req/06-thread-of-the-alert",
		title: "the thread of the alert goes before that of the URL",
		requirement: "DAT-REQ-06",
		level: "L1",
		urls: { default: "$[base]/webhooks/$[id default]/$[token default]?thread_id=1100000000000000007" },
		alert: { severity: "P2", title: "Post-mortem", thread: { id: "1100000000000000008" } },
		checks: [{ kind: "query", name: "thread_id", is: "1100000000000000008" }, { kind: "asked-with-wait" }],
	},
	{
		id: "req/07-no-answer",
		title: "an answer that never begins ends at the deadline",
		requirement: "DAT-REQ-07",
		level: "L1",
		settings: { timeoutMs: 2_000, maxAttempts: 1 },
		arms: { default: [always({ wire: "stall" })] },
		checks: [{ kind: "not-delivered" }, { kind: "lasted", atLeastMs: 2_000 }],
	},
	{
		id: "req/07-endless-answer",
		title: "an answer that never ends is not waited for beyond the deadline",
		requirement: "DAT-REQ-07",
		level: "L1",
		settings: { timeoutMs: 2_000, maxAttempts: 1 },
		arms: { default: [always({ ...MESSAGE, wire: "drip" })] },
		checks: [{ kind: "ends" }],
	},
	{
		id: "req/08-redirect",
		title: "a redirect to another host is not followed",
		requirement: "DAT-REQ-08",
		level: "L0",
		settings: { maxAttempts: 2 },
		arms: { default: [always({ status: 308, headers: { location: "$[other]/api/v10/webhooks/1/2" } })] },
		checks: [{ kind: "strays", to: "other" }, { kind: "not-delivered" }],
	},
];
