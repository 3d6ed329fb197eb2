import type { Case } from "../case.ts";
import type { Arm } from "../stage/arm.ts";
import { always, errorPage, MESSAGE, SERVER_ERROR } from "../stage/discord-says.ts";

const DELIVERED = { kind: "delivered" } as const;

const passing = (name: number, arm: Arm): Case => ({
	id: `srv/01-${name}`,
	title: `a ${name} is tried again`,
	requirement: "DAT-SRV-01",
	level: "L0",
	arms: { default: [arm] },
	checks: [{ kind: "requests", atLeast: 2 }, DELIVERED],
});

const broken = (name: string, arm: Arm): Case => ({
	id: `srv/06-${name}`,
	title: `an answer that is ${name.replaceAll("-", " ")} neither crashes nor hangs the port`,
	requirement: "DAT-SRV-06",
	level: "L0",
	settings: { timeoutMs: 3_000 },
	arms: { default: [arm] },
	checks: [{ kind: "ends" }, { kind: "requests", atLeast: 1 }],
});

export const SRV: readonly Case[] = [
	passing(500, SERVER_ERROR),
	passing(502, errorPage(502)),
	passing(503, { status: 503 }),
	passing(504, errorPage(504)),
	passing(520, errorPage(520)),
	{
		id: "srv/02-endless",
		title: "attempts against an endless 500 have an end, and that is told",
		requirement: "DAT-SRV-02",
		level: "L0",
		settings: { maxAttempts: 3 },
		arms: { default: [always(SERVER_ERROR)] },
		checks: [{ kind: "bounded", by: "failures" }, { kind: "not-delivered" }],
	},
	{
		id: "srv/03-back-off",
		title: "retries after 5xx keep a distance",
		requirement: "DAT-SRV-03",
		level: "L0",
		settings: { backoffMs: 1_000 },
		arms: { default: [SERVER_ERROR, errorPage(502)] },
		checks: [
			{ kind: "gap", request: 0, atLeastMs: 250 },
			{ kind: "gap", request: 1, atLeastMs: 250 },
		],
	},
	{
		id: "srv/04-reset",
		title: "a connection that is reset before any answer is tried again",
		requirement: "DAT-SRV-04",
		level: "L0",
		arms: { default: [{ wire: "reset" }] },
		checks: [{ kind: "requests", atLeast: 2 }, DELIVERED],
	},
	{
		id: "srv/05-lost-replies",
		title: "when every answer is lost the outcome says that nobody knows",
		requirement: "DAT-SRV-05",
		level: "L1",
		arms: { default: [always({ wire: "lost-reply" })] },
		checks: [{ kind: "not-delivered" }, { kind: "told", members: { maybeDelivered: true } }],
	},
	broken("truncated", { wire: "truncate", ...MESSAGE }),
	broken("not-json", { status: 200, headers: { "content-type": "application/json" }, body: '{"id": "13' }),
	broken("not-gzip", { wire: "not-gzip", ...MESSAGE }),
	broken("huge", { wire: "huge", status: 200 }),
	broken("malformed-429", {
		status: 429,
		headers: { "content-type": "application/json", "retry-after": "1" },
		body: '{"retry_after": ',
	}),
	{
		id: "srv/07-no-second-ping",
		title: "after a reply was lost at most one more follows, and it pings nobody",
		requirement: "DAT-SRV-07",
		level: "L1",
		alert: { severity: "P0", title: "Database down", mention: "everyone" },
		arms: { default: [always({ wire: "lost-reply" })] },
		checks: [
			{ kind: "requests", atLeast: 1, atMost: 2 },
			{ kind: "pings", request: 0, everyone: true },
			{ kind: "pings", request: 1 },
		],
	},
	{
		id: "srv/08-refused",
		title: "where nobody listens all attempts are made, and surely none has delivered",
		requirement: "DAT-SRV-08",
		level: "L1",
		settings: { maxAttempts: 4 },
		urls: { default: "http://127.0.0.1:$[deaf]/api/v10/webhooks/$[id default]/$[token default]" },
		checks: [
			{ kind: "told", members: { status: "dropped", reason: "exhausted", attempts: 4, maybeDelivered: [null, false] } },
		],
	},
];
