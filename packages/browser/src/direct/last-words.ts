import { buildEmbed, LIMITS } from "@dat/core";
import type { ResolvedOptions, Spool, SpooledAlert } from "@dat/core/adapter";
import { toForm } from "./form.ts";

/** A request with some of the alerts. */
export interface Flight {
	/** The browser has it: it outlives the page. */
	start(): void;
	end(): void;
}

/** What is left to say when a page is left. */
export interface LastWords {
	/** Notes what core accepted and what has ended. */
	readonly spool: Spool;
	/** Notes which alerts the next request carries. */
	onSend(ids: readonly string[]): void;
	/** That request. */
	board(): Flight;
	/** Gives the browser what is neither on its way nor ended: one message per webhook, up to ten alerts each, pinging nobody. */
	say(): void;
	/** Whether the page is being left, so that what is still raised is said at once. */
	isLeaving: boolean;
}

/** Nothing to say. */
export function createLastWords({ targets }: Pick<ResolvedOptions, "targets">): LastWords {
	const waiting = new Map<string, SpooledAlert>();
	const flying = new Set<string>();
	let boarding: readonly string[] = [];
	const sayOn = (channel: string): void => {
		const target = targets.get(channel) ?? targets.get("default");
		const alerts = [...waiting.values()].filter((kept) => kept.channel === channel && !flying.has(kept.id));
		for (const { id } of alerts) waiting.delete(id);
		const embeds = alerts.slice(0, LIMITS.embeds).map(({ alert }) => buildEmbed(alert));
		const message = JSON.stringify({ embeds, allowed_mentions: { parse: [] } });
		if (target && embeds.length > 0)
			navigator.sendBeacon?.(target.webhook.executeUrl({ threadId: target.threadId }), toForm(message));
	};
	const words: LastWords = {
		isLeaving: false,
		spool: {
			add: (alert) => {
				waiting.set(alert.id, alert);
				if (words.isLeaving) queueMicrotask(words.say);
			},
			remove: (id) => void waiting.delete(id),
			giveBack: () => {},
			leftBehind: () => [],
			takeOver: () => [],
			lastMentionMs: () => undefined,
			noteMention: () => {},
		},
		onSend: (ids) => {
			boarding = ids;
		},
		board: () => {
			const ids = boarding;
			boarding = [];
			return {
				start: () => ids.forEach((id) => void flying.add(id)),
				end: () => ids.forEach((id) => void flying.delete(id)),
			};
		},
		say: () => {
			for (const channel of new Set([...waiting.values()].map((kept) => kept.channel))) sayOn(channel);
		},
	};
	return words;
}
