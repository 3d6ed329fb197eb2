import type { Clock } from "@dat/core";
import { type AlertAddress, createDigest, type Digest } from "@dat/core/adapter";
import type { WireAlert } from "./delivery/entry.ts";

/** Tells later what the throttle held back (design rule 9). */
export interface HeldBack {
	add(address: AlertAddress): void;
	/** Tells all at once, without waiting for the storm to pause. */
	tell(): void;
}

/** Nothing held back. The channel is the relay's affair, so there is one digest for all. */
export function createHeldBack(clock: Clock, post: (summary: WireAlert["alert"]) => void): HeldBack {
	const storms = createDigest();
	let isPlanned = false;
	const tell = (untilMs = Number.POSITIVE_INFINITY): void => {
		for (const digest of storms.due(untilMs)) post(toAlert(digest));
	};
	const plan = (): void => {
		const waitMs = storms.nextDueMs() - clock.elapsed();
		isPlanned = waitMs < Number.POSITIVE_INFINITY;
		if (isPlanned)
			clock.schedule(waitMs, () => {
				tell(clock.elapsed());
				plan();
			});
	};
	return {
		add: ({ key, severity, title }) => {
			storms.add({ key, severity, channel: "", title, nowMs: clock.elapsed() });
			if (!isPlanned) plan();
		},
		tell: () => tell(),
	};
}

const MOST_LINES = 20;

function toAlert({ severity, count, keys }: Digest): WireAlert["alert"] {
	const lines = [...keys.values()].map((key) => `×${key.count} ${key.severity} ${[...key.titles].join(" / ")}`);
	return {
		severity,
		title: `${count} more held back in the page`,
		key: `held back ${[...keys.keys()][0]}`,
		description: lines.slice(0, MOST_LINES).join("\n"),
	};
}
