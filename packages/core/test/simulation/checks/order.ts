import { SEVERITIES } from "@dat/core";
import type { History } from "../history.ts";
import { isOverflow } from "./books.ts";

/** Of one severity, what a process raised first arrives at a webhook first. */
export function ordered({ calls, raised, webhooks, events, lives }: History): string[] {
	// An alert that took another way, or went back into the spool, has left its lane's order.
	const rerouted = new Set(events.flatMap((event) => (event.type === "rerouted" ? event.id : [])));
	const isAtHome = (life: number) => (number: number) => {
		const alert = raised[number];
		return alert?.life === life && !rerouted.has(alert.receipt.id) && !alert.outcomes.some(isOverflow);
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
