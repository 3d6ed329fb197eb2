import type { Outcome } from "@dat/core";
import type { StoredMessage } from "@dat/sandbox";
import type { History, Raised } from "../history.ts";

/** The titles that a message shows. */
export function titlesOf({ body }: StoredMessage): string[] {
	return (body["embeds"] as { title?: string }[]).map(({ title = "" }) => title);
}

/** Whether one of these titles, as Discord shows them, is that of an alert. */
export function hasTitle(shown: readonly string[], title: string): boolean {
	return shown.some((text) => text.endsWith(`· ${title}`));
}

/** With a spool, what found no room is told so and comes again: it has not ended. */
export function isOverflow(outcome: Outcome): boolean {
	return outcome.status === "dropped" && outcome.reason === "overflow";
}

/** Tells the alerts that took another way, or went back into the spool, and so have left their lane's order. */
export function leaversOf({ events }: History): (alert: Raised) => boolean {
	const rerouted = new Set(events.flatMap((event) => (event.type === "rerouted" ? event.id : [])));
	return ({ receipt, outcomes }) => rerouted.has(receipt.id) || outcomes.some(isOverflow);
}
