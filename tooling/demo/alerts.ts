import type { Alert } from "@dat/node";

/** A database error as a driver and a repository would wrap it. */
function brokenQuery(): Error {
	const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.3.7:5432"), { code: "ECONNREFUSED" });
	return new Error("could not load order 47111", {
		cause: new Error("query failed after 3 tries", { cause: refused }),
	});
}

/** One alert of each severity with fields, a trade, an error with its causes, and text full of mention syntax. */
export const CALM: readonly Alert[] = [
	{
		severity: "P1",
		title: "Auth degraded",
		description: "p99 over **2 s** for five minutes",
		fields: [
			{ name: "region", value: "ap-south-1", inline: true },
			{ name: "p99", value: "2.4 s", inline: true },
			{ name: "since", value: "09:41 UTC", inline: true },
		],
		url: "https://status.example.com/auth",
		footer: "checkout",
	},
	{
		severity: "P1",
		title: "Order could not be loaded",
		error: brokenQuery(),
		fields: { service: "orders", customer: "c_1042" },
	},
	{ severity: "P2", title: "Disk 91 % full", fields: { host: "db-3", mount: "/var/lib/postgresql", free: "41 GiB" } },
	{
		severity: "P3",
		title: "Nightly backup done",
		description: "`pg_dump` wrote 18.2 GiB in 11 min",
		fields: { target: "s3://backups/2026-11-23" },
	},
	{
		severity: "P3",
		trade: true,
		title: "Bought 0.25 BTC",
		fields: [
			{ name: "price", value: "61,204.50", inline: true },
			{ name: "fee", value: "3.06", inline: true },
		],
	},
	{ severity: "DEV", title: "Feature flag `new-cart` is on", fields: { by: "mara", environment: "staging" } },
	{
		severity: "P2",
		title: "A user wrote @everyone in a form",
		description: "@here <@123456789012345678> <@&123456789012345678> and ``` to break out\nhttp://grafana:3000/d/42",
		fields: { name: "@everyone" },
	},
];

/** The same bug, over and over: only ids differ. */
export function stormAlert(index: number): Alert {
	return {
		severity: "P1",
		title: `Payment ${100_000 + index} failed: card declined by upstream`,
		fields: { gateway: "acme-pay" },
	};
}

/** The alert that must not drown. */
export const GENUINE: Alert = {
	severity: "P0",
	title: "Database primary is down",
	description: "No writes since 09:44 UTC. Failover has **not** started.",
	fields: { cluster: "orders-eu", replicas: "2 lagging" },
};
