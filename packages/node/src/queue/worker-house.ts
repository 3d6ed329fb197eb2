import type { DatEvent } from "@dat/core";
import { type Books, createBooks, type Newsroom } from "@dat/core/adapter";
import { WORDS } from "./memory.ts";
import type { Outbox } from "./outbox.ts";

/** Books whose counters the caller's thread reads; its own hold the alerts. */
export function createSharedBooks(words: Int32Array): Books {
	return {
		...createBooks(),
		count: (what, by = 1) => {
			Atomics.add(words, WORDS[what], by);
		},
	};
}

/** News for the caller's thread, where the user's callbacks are. Outcomes go with the alerts. */
export function createForwardedNews(outbox: Outbox, isHeard: boolean, hear: (event: DatEvent) => void): Newsroom {
	const said = new Set<string>();
	return {
		isHeard,
		emit: (event) => {
			hear(event);
			if (isHeard) outbox.event(event);
		},
		outcome: () => {},
		warn: (code, text, about = "") => {
			if (said.has(code + about)) return;
			said.add(code + about);
			outbox.event({ type: "warning", code, text });
		},
	};
}
