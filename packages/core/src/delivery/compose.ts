import { embedSize } from "../discord/embed-size.ts";
import { toMentionMessage } from "../discord/mentions.ts";
import { toMessage } from "../discord/message.ts";
import { encodeBody } from "../discord/multipart.ts";
import type { Webhook } from "../discord/webhook-url.ts";
import type { Embed } from "../discord/wire.ts";
import type { Platform } from "../platform/platform.ts";
import { countShared, type Shareable } from "../policy/coalesce.ts";
import { countLines, renderAudit } from "../policy/mirror.ts";
import type { AttemptRequest } from "./attempt.ts";
import { type Entry, RANKS } from "./entry.ts";

/** Who speaks; a part that Discord refuses is left out from then on. */
export interface Identity {
	username: string | undefined;
	avatarUrl: string | undefined;
}

/** How many of the waiting entries, from the first on, go into one message. */
export function countTogether(waiting: readonly Entry[], isCoalescing: boolean): number {
	const [first] = waiting;
	if (first?.line !== undefined) return countLines(waiting.flatMap(({ line }) => line ?? []));
	return isCoalescing ? countShared(waiting.map(toShareable)) : Math.min(1, waiting.length);
}

function toShareable(entry: Entry): Shareable {
	const { isAlone, files, mention, thread, silent, without, via } = entry;
	const mixes = thread !== undefined && "name" in thread; // each opens a forum post of its own
	return {
		shareKey:
			isAlone || files.length > 0 || mixes
				? undefined
				: JSON.stringify([mention, thread, silent, [...without], via, Math.min(entry.rank, 2)]),
		size: embedSize(entry.embed),
		url: entry.embed.url,
	};
}

/** The request that carries these entries, which were chosen to share a message. */
export function composeRequest(
	entries: readonly [Entry, ...Entry[]],
	webhook: Webhook,
	{ identity, platform }: { readonly identity: Identity; readonly platform: Platform },
): AttemptRequest {
	const [{ without, mention, thread, silent, files }] = entries;
	const kept = without.has("files") ? [] : files;
	const message = toMessage({
		...identity,
		embeds: toEmbeds(entries),
		mention: toMentionMessage(mention),
		thread,
		silent,
		files: kept,
	});
	const url = webhook.executeUrl({
		wait: entries.some(({ isAwaited, rank }) => isAwaited || rank === RANKS.P0),
		threadId: thread && "id" in thread ? thread.id : undefined,
	});
	return { method: "POST", url, ...encodeBody(message, kept, platform.random) };
}

function toEmbeds(entries: readonly Entry[]): readonly Embed[] {
	const lines = entries.flatMap(({ line }) => line ?? []);
	return lines.length > 0 ? [renderAudit(lines)] : entries.map(({ embed }) => embed);
}
