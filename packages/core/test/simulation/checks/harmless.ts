import type { History } from "../history.ts";
import { hasFailingDisk } from "../plan.ts";
import { titlesOf } from "./read-history.ts";

/** Text never pings; only a P0 pings everyone, and each of them once. */
export function pingsRightly({ plan, messages, calls }: History): string[] {
	const pinged = new Map<string, number>();
	const wrong = messages.flatMap((message) => {
		const { notified } = message;
		const titles = titlesOf(message);
		if (notified.everyone) for (const title of titles) pinged.set(title, (pinged.get(title) ?? 0) + 1);
		const isP0 = titles.some((title) => title.includes("P0 ·"));
		return notified.users.length + notified.roles.length > 0 || (notified.everyone && !isP0)
			? [`a ping by text: ${JSON.stringify(notified)}`]
			: [];
	});
	// Nobody can know whether it pinged: its process died before it heard an answer, or was silent on it; or the answer was
	// a 5xx, which stores nothing nearly always, and a P0 that pings nobody is worse than one that pings twice.
	const isUnsure = (title: string): boolean => {
		const its = calls.filter(({ titles }) => titles.includes(title));
		const last = its.at(-1)?.life;
		return its.some(({ status, life }) => (status === 0 && life !== last) || (status >= 500 && status !== 503));
	};
	const again = [...pinged].filter(
		([title, times]) => !hasFailingDisk(plan) && times > 1 && /n\d+n$/.test(title) && !isUnsure(title),
	);
	return [...wrong, ...again.map(([title, times]) => `${title} pinged ${times} times`)];
}

/** The token of a webhook is in its URL and nowhere else. */
export function keepsSecrets({ webhooks, calls, events, warnings, raised }: History): string[] {
	const said = JSON.stringify([
		calls.map(({ body }) => body),
		events,
		warnings,
		raised.map(({ outcomes }) => outcomes),
	]);
	return webhooks
		.filter(({ url }) => said.includes(new URL(url("https://discord.com")).pathname.split("/").at(-1) ?? ""))
		.map(({ channel }) => `the token of ${channel} is in a message, an event, a warning or an outcome`);
}

/** Discord never has to refuse a message for what is in it. */
export function sendsValidMessages({ ledger }: History): string[] {
	return ledger
		.filter(({ status, fault }) => fault === undefined && (status === 400 || status === 413))
		.map(({ atMs, status }) => `a message was refused with ${status} at ${atMs}`);
}
