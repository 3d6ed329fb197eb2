import { SEVERITIES } from "@dat/core";
import type { History } from "../history.ts";
import { leaversOf } from "./read-history.ts";

/** Of one severity, what a process raised first arrives at a webhook first. */
export function ordered(history: History): string[] {
	const { calls, raised, webhooks, lives } = history;
	const hasLeft = leaversOf(history);
	const isAtHome = (life: number) => (number: number) => {
		const alert = raised[number];
		return alert?.life === life && !hasLeft(alert);
	};
	return lives.flatMap((_, life) =>
		webhooks.flatMap(({ id }) => {
			const here = calls.filter((call) => call.life === life && call.webhookId === id);
			const firsts = [...new Set(here.flatMap(({ titles }) => titles))];
			return SEVERITIES.flatMap((severity) => {
				const numbers = firsts
					.filter((title) => title.includes(`${severity} ·`))
					.flatMap((title) => /n(\d+)n$/.exec(title)?.[1] ?? [])
					.map(Number)
					.filter(isAtHome(life));
				const isSorted = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
				return isSorted ? [] : [`${severity} out of order: ${numbers.join(" ")}`];
			});
		}),
	);
}
