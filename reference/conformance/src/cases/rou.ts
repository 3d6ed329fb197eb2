import type { Case } from "../case.ts";

const color = (name: string, alert: object, is: number): Case => ({
	id: `rou/04-${name}`,
	title: `${name.replace("-", " with ")} is #${is.toString(16).padStart(6, "0")}`,
	requirement: "DAT-ROU-04",
	level: "L1",
	alert: { title: "A colour", ...alert },
	checks: [{ kind: "part", path: "embeds.0.color", is }],
});

const send = (as: string, alert: object) => ({ do: "send", as, alert: { title: as, ...alert } }) as const;
const told = (as: string, members: Readonly<Record<string, unknown>>) => ({ kind: "told", as, members }) as const;

export const ROU: readonly Case[] = [
	{
		id: "rou/01-by-severity",
		title: "each severity reaches its channel, and a channel that is named goes first",
		requirement: "DAT-ROU-01",
		level: "L2",
		webhooks: ["alerts", "info", "trades", "dev", "ops"],
		steps: [
			send("worst", { severity: "P0" }),
			send("bad", { severity: "P1" }),
			send("known", { severity: "P2" }),
			send("fine", { severity: "P3" }),
			send("bought", { severity: "P3", trade: true }),
			send("debugged", { severity: "DEV" }),
			send("elsewhere", { severity: "P1", channel: "ops" }),
		],
		checks: [
			{ kind: "titles", at: "alerts", are: ["worst", "bad"] },
			{ kind: "titles", at: "info", are: ["known", "fine"] },
			{ kind: "titles", at: "trades", are: ["bought"] },
			{ kind: "titles", at: "dev", are: ["debugged"] },
			{ kind: "titles", at: "ops", are: ["elsewhere"] },
		],
	},
	{
		id: "rou/02-default",
		title: "a channel without a webhook falls back to the default, but audit does not",
		requirement: "DAT-ROU-02",
		level: "L2",
		webhooks: ["default"],
		steps: [
			send("fine", { severity: "P3" }),
			send("somewhere", { severity: "P2", channel: "nowhere" }),
			send("trail", { severity: "P2", channel: "audit" }),
		],
		checks: [
			{ kind: "titles", at: "default", are: ["fine", "somewhere"] },
			told("trail", { status: "dropped", reason: "unrouted" }),
		],
	},
	{
		id: "rou/02-unrouted",
		title: "without a default the alert is told as unrouted",
		requirement: "DAT-ROU-02",
		level: "L2",
		webhooks: ["alerts"],
		steps: [send("fine", { severity: "P3" })],
		checks: [{ kind: "requests", exactly: 0 }, told("fine", { status: "dropped", reason: "unrouted" })],
	},
	{
		id: "rou/02-unknown-severity",
		title: "an unknown severity is sent as P1, or told as invalid",
		requirement: "DAT-ROU-02",
		level: "L2",
		webhooks: ["alerts"],
		steps: [send("unknown", { severity: "P9" })],
		checks: [told("unknown", { status: ["delivered", "dropped"], reason: [null, "invalid"] })],
	},
	{
		id: "rou/03-configured-off",
		title: "switched off by configure it sends nothing and says so",
		requirement: "DAT-ROU-03",
		level: "L2",
		settings: { enabled: false },
		steps: [send("off", { severity: "P0" })],
		checks: [{ kind: "requests", exactly: 0 }, told("off", { status: "suppressed", reason: "disabled" })],
	},
	...["0", "False", "no", "OFF"].map(
		(value): Case => ({
			id: `rou/03-${value.toLowerCase()}`,
			title: `NOTIFY_DISCORD_ENABLED=${value} switches off`,
			requirement: "DAT-ROU-03",
			level: "L2",
			env: { NOTIFY_DISCORD_ENABLED: value },
			steps: [send("off", { severity: "P0" })],
			checks: [{ kind: "requests", exactly: 0 }, told("off", { status: "suppressed", reason: "disabled" })],
		}),
	),
	color("P0", { severity: "P0" }, 0xff0000),
	color("P1", { severity: "P1" }, 0xff8800),
	color("P2", { severity: "P2" }, 0xffcc00),
	color("P3", { severity: "P3" }, 0x00cc66),
	color("P3-trade", { severity: "P3", trade: true }, 0x3399ff),
	color("DEV", { severity: "DEV" }, 0x808080),
];

const FROM_ENVIRONMENT = { do: "configure", with: {} } as const;
const OFF = { DAT_THROTTLE_MAX: "0" };

export const ENV: readonly Case[] = [
	{
		id: "env/01-channels",
		title: "the webhooks of the channels come from the environment",
		requirement: "DAT-ENV-01",
		level: "L2",
		webhooks: ["alerts", "info", "trades", "dev", "audit"],
		env: {
			...OFF,
			DISCORD_WEBHOOK_ALERTS: "$[url alerts]",
			DISCORD_WEBHOOK_INFO: "$[url info]",
			DISCORD_WEBHOOK_TRADES: "$[url trades]",
			DISCORD_WEBHOOK_DEV: "$[url dev]",
			DISCORD_WEBHOOK_AUDIT: "$[url audit]",
		},
		steps: [
			FROM_ENVIRONMENT,
			send("bad", { severity: "P1" }),
			send("known", { severity: "P2" }),
			send("bought", { severity: "P3", trade: true }),
			send("debugged", { severity: "DEV" }),
		],
		checks: [
			{ kind: "titles", at: "alerts", are: ["bad"] },
			{ kind: "titles", at: "info", are: ["known"] },
			{ kind: "titles", at: "trades", are: ["bought"] },
			{ kind: "titles", at: "dev", are: ["debugged"] },
			{ kind: "requests", at: "audit", atLeast: 1 },
		],
	},
	...["DISCORD_WEBHOOK", "DISCORD_WEBHOOK_URL"].map(
		(name): Case => ({
			id: `env/01-${name.toLowerCase().replaceAll("_", "-")}`,
			title: `${name} is the webhook of every channel that has none`,
			requirement: "DAT-ENV-01",
			level: "L2",
			env: { ...OFF, [name]: "$[url default]" },
			steps: [FROM_ENVIRONMENT, send("bad", { severity: "P1" })],
			checks: [{ kind: "titles", at: "default", are: ["bad"] }],
		}),
	),
	{
		id: "env/01-files",
		title: "a webhook may be in a file, and the plain variable goes before it",
		requirement: "DAT-ENV-01",
		level: "L2",
		webhooks: ["alerts", "info", "default"],
		files: { alerts: "$[url alerts]\n", info: "$[url default]\n", default: "$[url default]\n" },
		env: {
			...OFF,
			DISCORD_WEBHOOK_ALERTS_FILE: "$[folder]/alerts",
			DISCORD_WEBHOOK_INFO_FILE: "$[folder]/info",
			DISCORD_WEBHOOK_INFO: "$[url info]",
			DISCORD_WEBHOOK_FILE: "$[folder]/default",
		},
		steps: [
			FROM_ENVIRONMENT,
			send("bad", { severity: "P1" }),
			send("known", { severity: "P2" }),
			send("debugged", { severity: "DEV" }),
		],
		checks: [
			{ kind: "titles", at: "alerts", are: ["bad"] },
			{ kind: "titles", at: "info", are: ["known"] },
			{ kind: "titles", at: "default", are: ["debugged"] },
		],
	},
	{
		id: "env/01-switched-off",
		title: "NOTIFY_DISCORD_ENABLED is read where configure gives nothing",
		requirement: "DAT-ENV-01",
		level: "L2",
		env: { ...OFF, DISCORD_WEBHOOK: "$[url default]", NOTIFY_DISCORD_ENABLED: "false" },
		steps: [FROM_ENVIRONMENT, send("off", { severity: "P0" })],
		checks: [{ kind: "requests", exactly: 0 }, told("off", { status: "suppressed", reason: "disabled" })],
	},
];
