import type { Clock } from "@dat/core";
import { type Link, type LinkOrder, openLink } from "./link.ts";
import type { FromWorker } from "./messages.ts";

/** Sees to it that there is a worker. */
export interface Crew {
	/** The way to the worker, which is started when there is none; `undefined` where workers do not work. */
	reach(): Link | undefined;
	/** The same, without starting one. */
	current(): Link | undefined;
	/** No worker is started any more. */
	dismiss(): void;
}

/** What a crew is told, and whom it tells. */
export interface CrewOrder extends Omit<LinkOrder, "onEnd"> {
	readonly clock: Clock;
	/** The worker has died; what it had not settled is lost but for what is kept here. `reach` starts another one. */
	readonly onDeath: (dead: Link, reason: string) => void;
	/** No worker starts, or each dies soon: do without from now on. Called once. */
	readonly onGiveUp: (reason: string) => void;
}

/** A worker that dies more often than this within a minute is not started again. */
const MOST_DEATHS = 3;
const WINDOW_MS = 60_000;

/** A crew without a worker. */
export function createCrew({ clock, onDeath, onGiveUp, ...order }: CrewOrder): Crew {
	let link: Link | undefined;
	let isDismissed = false;
	let isReady = false;
	let deaths: readonly number[] = [];

	const hear = (message: FromWorker): void => {
		if (message.type === "ready") isReady = true;
		else order.onMessage(message);
	};
	const giveUp = (reason: string): void => {
		isDismissed = true;
		onGiveUp(reason);
	};
	const bury = (reason: string): void => {
		const dead = link;
		link = undefined;
		const nowMs = clock.elapsed();
		deaths = [...deaths.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs];
		if (dead) onDeath(dead, reason);
		if (!isReady || deaths.length > MOST_DEATHS) giveUp(reason);
	};
	return {
		current: () => link,
		reach: () => {
			if (link || isDismissed) return link;
			isReady = false;
			try {
				link = openLink({ ...order, onMessage: hear, onEnd: bury });
			} catch (error) {
				giveUp(error instanceof Error ? error.message : "new Worker threw");
			}
			return link;
		},
		dismiss: () => {
			isDismissed = true;
			link?.stop();
			link = undefined;
		},
	};
}
