import type { Case } from "../case.ts";
import { always, limited, REFUSALS, SERVER_ERROR } from "../stage/discord-says.ts";

export const BOO: readonly Case[] = [
	{
		id: "boo/01-get",
		title: "the boot check reads each webhook and posts nothing",
		requirement: "DAT-BOO-01",
		level: "L2",
		webhooks: ["alerts", "info", "audit"],
		steps: [{ do: "probe", as: "probed" }],
		checks: [
			{ kind: "requests", exactly: 0 },
			{ kind: "read", webhooks: ["alerts", "info", "audit"] },
			{
				kind: "told",
				as: "probed",
				members: {
					"channels.alerts.status": "alive",
					"channels.info.status": "alive",
					"channels.audit.status": "alive",
				},
			},
			{ kind: "no-leak" },
		],
	},
	{
		id: "boo/02-kinds",
		title: "a dead webhook is told from an outage",
		requirement: "DAT-BOO-02",
		level: "L2",
		webhooks: ["alerts", "info", "trades", "dev", "audit", "ops"],
		settings: { timeoutMs: 3_000 },
		arms: {
			info: [always(REFUSALS[401] ?? {})],
			trades: [always(REFUSALS[404] ?? {})],
			dev: [always(limited(0.4))],
			audit: [always(SERVER_ERROR)],
			ops: [always({ wire: "stall" })],
		},
		steps: [{ do: "probe", as: "probed" }],
		checks: [
			{
				kind: "told",
				as: "probed",
				members: {
					"channels.alerts.status": "alive",
					"channels.info.status": "dead",
					"channels.trades.status": "dead",
					"channels.dev.status": "unreachable",
					"channels.audit.status": "unreachable",
					"channels.ops.status": "unreachable",
				},
			},
		],
	},
	{
		id: "boo/02-malformed",
		title: "a malformed webhook URL is an error of configure, or dead",
		requirement: "DAT-BOO-02",
		level: "L2",
		steps: [
			{ do: "configure", with: { webhooks: { alerts: "$[origin]/not/a/webhook" } }, as: "configured" },
			{ do: "probe", as: "probed" },
		],
		checks: [{ kind: "refused-or-dead", configured: "configured", probed: "probed", channel: "alerts" }],
	},
];
