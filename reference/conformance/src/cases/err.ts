import type { Case } from "../case.ts";
import type { Arm } from "../stage/arm.ts";
import { always, EDGE_BLOCK, REFUSALS } from "../stage/discord-says.ts";

const refused = (status: string, arm: Arm): Case => ({
	id: `err/01-${status}`,
	title: `a ${status} is not retried`,
	requirement: "DAT-ERR-01",
	level: "L0",
	arms: { default: [always(arm)] },
	checks: [{ kind: "unrepeated" }],
});

const visible = (status: number): Case => ({
	id: `err/02-${status}`,
	title: `a failure by ${status} shows`,
	requirement: "DAT-ERR-02",
	level: "L0",
	arms: { default: [always(REFUSALS[status] ?? {})] },
	checks: [{ kind: "not-delivered" }, { kind: "requests", atLeast: 1 }],
});

const dead = (status: number): Case => ({
	id: `err/03-${status}`,
	title: `after ${status} the webhook is used no more`,
	requirement: "DAT-ERR-03",
	level: "L3",
	arms: { default: [always(REFUSALS[status] ?? {})] },
	steps: [
		{ do: "send", alert: { severity: "P2", title: "first" }, as: "first" },
		{ do: "send", alert: { severity: "P2", title: "second" }, as: "second" },
		{ do: "send", alert: { severity: "P1", title: "third" }, as: "third" },
		{ do: "send", alert: { severity: "P0", title: "fourth" }, as: "fourth" },
	],
	checks: [
		{ kind: "requests", exactly: 1 },
		...["first", "second", "third", "fourth"].map(
			(as) => ({ kind: "told", as, members: { status: "dropped", reason: "gone" } }) as const,
		),
	],
});

export const ERR: readonly Case[] = [
	...Object.entries(REFUSALS).map(([status, arm]) => refused(status, arm)),
	visible(404),
	visible(400),
	dead(404),
	dead(401),
	{
		id: "err/04-nested",
		title: "a refusal tells status, code and the fields that are wrong",
		requirement: "DAT-ERR-04",
		level: "L1",
		arms: {
			default: [
				always({
					status: 400,
					body: {
						message: "Invalid Form Body",
						code: 50035,
						errors: {
							embeds: {
								0: {
									title: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 256 or fewer in length." }] },
								},
							},
						},
					},
				}),
			],
		},
		checks: [{ kind: "told", members: { reason: "rejected", httpStatus: 400, discordCode: 50035, errors: "*" } }],
	},
	{
		id: "err/04-legacy",
		title: "a refusal in the old form is read too",
		requirement: "DAT-ERR-04",
		level: "L1",
		arms: { default: [always({ status: 400, body: { embeds: ["0"] } })] },
		checks: [{ kind: "told", members: { reason: "rejected", httpStatus: 400, errors: "*" } }],
	},
	{
		id: "err/05-next-alert",
		title: "a refused alert does not hold up the next one",
		requirement: "DAT-ERR-05",
		level: "L2",

		arms: { default: [REFUSALS[400] ?? {}] },
		steps: [
			{ do: "send", alert: { severity: "P2", title: "refused" }, as: "first" },
			{ do: "send", alert: { severity: "P2", title: "the next" }, as: "second" },
		],
		checks: [{ kind: "delivered", as: "second" }],
	},
	{
		id: "err/06-edge-block",
		title: "thirty alerts against an edge block stay far below a ban",
		requirement: "DAT-ERR-06",
		level: "L3",
		arms: { default: [always(EDGE_BLOCK)] },
		steps: [
			{ do: "notify", alert: { severity: "P2", title: "blocked {n}" }, times: 30 },
			{ do: "flush", timeoutMs: 3_000, as: "flushed" },
		],
		checks: [{ kind: "requests", atLeast: 1, atMost: 5 }],
	},
];
