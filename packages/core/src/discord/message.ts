import type { AlertFile, AlertThread } from "../alert/alert.ts";
import { defined } from "../alert/defined.ts";
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
	return defined({
		content: mention.content || undefined,
		username,
		avatar_url: avatarUrl,
		embeds,
		allowed_mentions: mention.allowed,
		flags: silent ? SILENT : undefined,
		thread_name: post && (cutText(post.name, LIMITS.threadName) || "alert"),
		applied_tags: post?.tags?.length ? post.tags.slice(0, LIMITS.tags) : undefined,
		attachments: files.length > 0 ? files.map(({ name }, id) => ({ id, filename: name })) : undefined,
	});
}
