import type { AlertFile, AlertThread } from "../alert/alert.ts";
import { cutText } from "./cut.ts";
import { LIMITS } from "./limits.ts";
import type { MentionMessage } from "./mentions.ts";
import type { Embed, Message } from "./wire.ts";

/** SUPPRESS_NOTIFICATIONS: the message arrives without a push (docs: resources/message#message-object-message-flags). */
const SILENT = 1 << 12;

/** The parts of a message. */
export interface MessageParts {
	readonly embeds: readonly Embed[];
	readonly mention: MentionMessage;
	readonly username?: string | undefined;
	readonly avatarUrl?: string | undefined;
	readonly thread?: AlertThread | undefined;
	readonly silent: boolean;
	readonly files: readonly AlertFile[];
}

/** The JSON body of Execute Webhook. `allowed_mentions` is always there (DAT-MEN-01). */
export function toMessage({ embeds, mention, username, avatarUrl, thread, silent, files }: MessageParts): Message {
	const post = thread && "name" in thread ? thread : undefined;
	return {
		...(mention.content && { content: mention.content }),
		...(username && { username }),
		...(avatarUrl && { avatar_url: avatarUrl }),
		embeds,
		allowed_mentions: mention.allowed,
		...(silent && { flags: SILENT }),
		...(post && { thread_name: cutText(post.name, LIMITS.threadName) || "alert" }),
		...(post?.tags?.length && { applied_tags: post.tags.slice(0, LIMITS.tags) }),
		...(files.length > 0 && { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
	};
}
