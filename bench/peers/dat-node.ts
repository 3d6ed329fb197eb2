import { alert } from "../alert.ts";
import { type Library, webhookOf } from "./peer.ts";

/** Room as the others have it, who queue without a bound; the storm leaves our own bound in its place. */
export const ROOM = { queue: { max: 100_000, maxTotal: 100_000 } };

/** With the thread and everything else by default, but the assumption of limits that are not there. */
export const datNode = (options: object): Library => ({
	packages: ["@dat/node"],
	open: async (place) => {
		const { createNotifier } = await import("@dat/node");
		const notifier = createNotifier({
			webhooks: { default: webhookOf(place) },
			pacing: false,
			flushOnExit: false,
			...options,
		});
		return { raise: (index) => void notifier.notify(alert(index)) };
	},
});
