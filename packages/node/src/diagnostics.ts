import type { NotifierHost, NotifierOptions } from "@dat/core";
import { createNewsroom, type Newsroom } from "@dat/core/adapter";

/** The name of our channel of `node:diagnostics_channel`; its messages are what an observer hears. */
const CHANNEL = "dat:event";

/** Core's news, also on {@link CHANNEL}; it costs nothing while nobody subscribes. */
export function createPublishedNews({ observer, onOutcome }: NotifierOptions, host: NotifierHost): Newsroom {
	const channel = process.getBuiltinModule("node:diagnostics_channel").channel(CHANNEL);
	const news = createNewsroom(
		{
			...(onOutcome && { onOutcome }),
			observer: (event) => {
				channel.publish(event);
				observer?.(event);
			},
		},
		host,
	);
	const isOwnHeard = observer !== undefined || onOutcome !== undefined;
	return {
		...news,
		get isHeard() {
			return isOwnHeard || channel.hasSubscribers;
		},
	};
}
