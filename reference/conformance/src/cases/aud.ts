import type { Case } from "../case.ts";
import { always, REFUSALS } from "../stage/discord-says.ts";

const REFUSED = [REFUSALS[400] ?? {}];

export const AUD: readonly Case[] = [
	{
		id: "aud/01-a-line-each",
		title: "what was delivered and what was dropped leaves a line each",
		requirement: "DAT-AUD-01",
		level: "L2",
		webhooks: ["alerts", "info", "audit"],
		arms: { info: REFUSED },
		steps: [
			{ do: "send", alert: { severity: "P1", title: "it burns" }, as: "first" },
			{ do: "send", alert: { severity: "P2", title: "it smells" }, as: "second" },
		],
		checks: [{ kind: "trail", lines: 2, say: ["P1.*it burns", "P2.*it smells"] }],
	},
	{
		id: "aud/02-no-mirror-of-the-mirror",
		title: "an alert for audit itself is not mirrored",
		requirement: "DAT-AUD-02",
		level: "L2",
		webhooks: ["alerts", "audit"],
		steps: [{ do: "send", alert: { severity: "P2", title: "to the trail", channel: "audit" }, as: "first" }],
		checks: [{ kind: "requests", at: "audit", exactly: 1 }],
	},
	{
		id: "aud/02-true-lines",
		title: "the line of an alert that failed does not say delivered",
		requirement: "DAT-AUD-02",
		level: "L2",
		webhooks: ["alerts", "audit"],
		arms: { alerts: REFUSED },
		steps: [{ do: "send", alert: { severity: "P1", title: "refused" }, as: "first" }],
		checks: [{ kind: "trail", lines: 1, never: "(?<!not |un)delivered" }],
	},
	{
		id: "aud/03-silent-audit",
		title: "an audit webhook that never answers holds up no alert",
		requirement: "DAT-AUD-03",
		level: "L2",
		webhooks: ["alerts", "audit"],
		settings: { timeoutMs: 6_000 },
		arms: { audit: [always({ wire: "stall" })] },
		steps: [
			{ do: "send", alert: { severity: "P1", title: "first" }, as: "first" },
			{ do: "arrive", at: "audit", count: 1 },
			{ do: "send", alert: { severity: "P1", title: "second" }, as: "second" },
		],
		checks: [
			{ kind: "delivered", as: "first" },
			{ kind: "delivered", as: "second" },
			{ kind: "reply-while-open", as: "second", at: "audit", request: 0 },
		],
	},
	{
		id: "aud/03-failing-audit",
		title: "an audit webhook that fails changes no outcome",
		requirement: "DAT-AUD-03",
		level: "L2",
		webhooks: ["alerts", "audit"],
		settings: { maxAttempts: 2 },
		arms: { audit: [always(REFUSALS[404] ?? {})] },
		steps: [
			{ do: "send", alert: { severity: "P1", title: "first" }, as: "first" },
			{ do: "send", alert: { severity: "P1", title: "second" }, as: "second" },
		],
		checks: [
			{ kind: "delivered", as: "first" },
			{ kind: "delivered", as: "second" },
		],
	},
];
