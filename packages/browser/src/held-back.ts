import { type Clock, SEVERITIES } from "@dat/core";
import type { PageAlert } from "./read-alert.ts";

/** Tells later what the throttle held back (design rule 9). */
export interface HeldBack {
	add(address: Omit<Summary, "description">): void;
	/** Tells now. */
	tell(): void;
}

/** What is told: an alert. */
export interface Summary extends Pick<PageAlert, "key" | "severity" | "title"> {
	readonly description: string;
}

/** How long it is collected: the relay has a throttle of its own, and summaries are alerts to it. */
const COLLECT_MS = 30_000;
/** As many lines as a summary of core has. */
const MOST_KEYS = 20;

/** Nothing held back. */
export function createHeldBack(clock: Clock, post: (summary: Summary) => void): HeldBack {
	const keys = new Map<string, { title: string; count: number }>();
	let count = 0;
	let worst = SEVERITIES.length;
	const tell = (): void => {
		if (count === 0) return;
		const [[key = ""] = []] = keys;
		post({
			severity: SEVERITIES[worst] ?? "P1",
			title: `${count} more held back in the page`,
			key: `held back ${key}`,
			description: [...keys.values()].map((held) => `×${held.count} ${held.title}`).join("\n"),
		});
		keys.clear();
		count = 0;
		worst = SEVERITIES.length;
	};
	return {
		add: ({ key, severity, title }) => {
			if (count++ === 0) clock.schedule(COLLECT_MS, tell);
			worst = Math.min(worst, SEVERITIES.indexOf(severity));
			const held = keys.get(key) ?? { title, count: 0 };
			held.count++;
			if (keys.size < MOST_KEYS) keys.set(key, held);
		},
		tell,
	};
}
