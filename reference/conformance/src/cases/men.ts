import type { Case } from "../case.ts";

const USER = "80351110224678912";
const ROLE = "165511591545143296";

const mention = (name: string, given: unknown, pinged: object): Case => ({
	id: `men/03-${name}`,
	title: `a mention of ${name.replaceAll("-", " ")} pings exactly that`,
	requirement: "DAT-MEN-03",
	level: "L1",
	alert: { severity: name === "nobody" ? "P0" : "P1", title: "Look at this", mention: given },
	checks: [{ kind: "pings", ...pinged }, { kind: "delivered" }],
});

const byDefault = (
	name: string,
	severity: string,
	{ p0Mention, pinged }: { p0Mention?: string; pinged: object },
): Case => ({
	id: `men/05-${name}`,
	title: `without a mention: ${name.replaceAll("-", " ")}`,
	requirement: "DAT-MEN-05",
	level: "L1",
	...(p0Mention !== undefined && { settings: { p0Mention } }),
	alert: { severity, title: "Database down" },
	checks: [{ kind: "pings", ...pinged }, { kind: "delivered" }],
});

export const MEN: readonly Case[] = [
	{
		id: "men/01-always-there",
		title: "allowed_mentions is in every message",
		requirement: "DAT-MEN-01",
		level: "L0",
		checks: [{ kind: "allowed-mentions" }, { kind: "requests", atLeast: 1 }],
	},
	{
		id: "men/02-hostile-texts",
		title: "what looks like a mention in the texts of an alert pings nobody",
		requirement: "DAT-MEN-02",
		level: "L1",
		alert: {
			severity: "P2",
			title: `@everyone <@${USER}>`,
			description: `@here <@&${ROLE}> <@!${USER}>`,
			fields: { "@everyone": `<@${USER}>` },
			footer: "@here",
			author: "@everyone",
		},
		checks: [{ kind: "pings" }, { kind: "delivered" }],
	},
	mention("a-user", { user: USER }, { users: [USER] }),
	mention("a-role", [{ role: ROLE }], { roles: [ROLE] }),
	mention("users-and-roles", [{ user: USER }, { role: ROLE }], { users: [USER], roles: [ROLE] }),
	mention("everyone", "everyone", { everyone: true }),
	mention("here", "here", { everyone: true }),
	mention("nobody", [], {}),
	{
		id: "men/04-audit",
		title: "the audit trail pings nobody, whatever a title says",
		requirement: "DAT-MEN-04",
		level: "L2",
		webhooks: ["alerts", "audit"],
		steps: [{ do: "send", alert: { severity: "P0", title: `@everyone <@${USER}> down` }, as: "outcome" }],
		checks: [{ kind: "pings", at: "audit" }],
	},
	byDefault("a-P0-pings-everyone", "P0", { pinged: { everyone: true } }),
	byDefault("a-P1-pings-nobody", "P1", { pinged: {} }),
	byDefault("a-P0-pings-the-role-that-is-set", "P0", { p0Mention: `<@&${ROLE}>`, pinged: { roles: [ROLE] } }),
	byDefault("a-P0-pings-nobody-when-that-is-set", "P0", { p0Mention: "", pinged: {} }),
];
