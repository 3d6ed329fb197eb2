import type { EventLog } from "./events.ts";
import type { StoredMessage } from "./state.ts";

/** What to wait for. */
export interface WaitOptions {
	/** Only messages of this channel. */
	readonly channel?: string;
	/** Only messages of this webhook. */
	readonly webhookId?: string;
	/** Give up after so long, ms. Default 10,000. */
	readonly timeoutMs?: number;
}

/** Resolves with the stored messages as soon as there are so many. */
export function waitForMessages(
	{ events, messages }: { readonly events: EventLog; readonly messages: () => readonly StoredMessage[] },
	count: number,
	{ channel, webhookId, timeoutMs = 10_000 }: WaitOptions = {},
): Promise<readonly StoredMessage[]> {
	const found = (): readonly StoredMessage[] =>
		messages().filter(
			(message) =>
				(channel === undefined || message.channel === channel) &&
				(webhookId === undefined || message.webhookId === webhookId),
		);
	if (found().length >= count) return Promise.resolve(found());
	return new Promise((resolve, reject) => {
		const stop = events.subscribe(({ type }) => {
			if (type === "message" && found().length >= count) end(() => resolve(found()));
		});
		const timer = setTimeout(
			() => end(() => reject(new Error(`${found().length} of ${count} messages after ${timeoutMs} ms`))),
			timeoutMs,
		);
		const end = (settle: () => void): void => {
			clearTimeout(timer);
			stop();
			settle();
		};
	});
}
