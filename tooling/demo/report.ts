import type { Stats } from "@dat/node";
import type { Sandbox } from "@dat/sandbox";
import type { StormResult } from "./play.ts";

/** Prints the summary, checks it against the sandbox's ledger, and says whether they agree. */
export function report(stats: Stats, storm: StormResult, sandbox: Sandbox): boolean {
	const rows: [string, string][] = [
		["alerts raised", `${stats.raised}`],
		["  delivered", `${stats.delivered}`],
		[
			"  suppressed",
			`${stats.suppressed}, told in ${stats.summaries} ${stats.summaries === 1 ? "summary" : "summaries"}`,
		],
		["  dropped", `${stats.dropped}`],
		["  pending", `${stats.pending}`],
		["requests", `${stats.requests}, audit included`],
		["429s seen", `${stats.rateLimited}`],
		["P0 in the storm", `${storm.p0Ms.toFixed(0)} ms from notify to Discord's 2xx`],
		["raising 10,001", `${storm.raiseMs.toFixed(0)} ms`],
		["people pinged", pinged(sandbox)],
	];
	for (const [name, value] of rows) console.log(`${name.padEnd(18)}${value}`);
	const wrong = disagreements(stats, sandbox);
	for (const text of wrong) console.log(`NOT TRUE: ${text}`);
	console.log(wrong.length === 0 ? "\nThe sandbox's ledger says the same." : "");
	return wrong.length === 0;
}

function pinged(sandbox: Sandbox): string {
	const messages = sandbox
		.messages()
		.filter(({ notified }) => notified.everyone || notified.users.length + notified.roles.length > 0);
	return `@everyone by ${messages.length} ${messages.length === 1 ? "message" : "messages"}`;
}

function disagreements(stats: Stats, sandbox: Sandbox): string[] {
	const { ledger } = sandbox;
	const own = new Set(["audit"]);
	const embeds = sandbox
		.messages()
		.filter(({ channel }) => !own.has(channel))
		.flatMap(({ body }) => (Array.isArray(body["embeds"]) ? body["embeds"] : []));
	const checks: [boolean, string][] = [
		[stats.raised === stats.delivered + stats.suppressed + stats.dropped + stats.pending, "the books do not add up"],
		[stats.requests === ledger.length, `${stats.requests} requests counted, ${ledger.length} in the ledger`],
		[stats.rateLimited === ledger.filter(({ status }) => status === 429).length, "the 429s differ"],
		[
			stats.delivered + stats.summaries + stats.notices === embeds.length,
			`${stats.delivered} alerts and ${stats.summaries} summaries delivered, ${embeds.length} embeds arrived`,
		],
		[stats.dropped === 0 && stats.pending === 0, "something was lost"],
		[sandbox.messages().filter(({ notified }) => notified.everyone).length === 1, "not exactly one message pinged"],
	];
	return checks.filter(([isRight]) => !isRight).map(([, text]) => text);
}
