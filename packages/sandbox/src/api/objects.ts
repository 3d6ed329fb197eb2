import type { SandboxWebhook, StoredFile, StoredMessage } from "../state.ts";
import { FLAGS } from "../validate/message.ts";

/** A webhook as its own token shows it: without `user`. */
export function toWebhookObject({ id, token, channelId, name, avatar = null }: SandboxWebhook): object {
	return {
		application_id: null,
		avatar,
		channel_id: channelId,
		guild_id: "100000000000000001",
		id,
		name,
		type: 1,
		token,
	};
}

/** A message as `wait=true` answers it (facts 1.4). */
export function toMessageObject(message: StoredMessage, webhook: SandboxWebhook): object {
	const { id, body, notified, sentAtMs, editedAtMs, files, threadId } = message;
	const channelId = threadId ?? webhook.channelId;
	return {
		id,
		type: 0,
		content: body.content,
		channel_id: channelId,
		author: {
			id: webhook.id,
			username: message.username,
			avatar: null,
			discriminator: "0000",
			public_flags: 0,
			flags: 0,
			bot: true,
			global_name: null,
			primary_guild: null,
		},
		attachments: files.map((file) => toAttachment(file, channelId)),
		embeds: body.flags & FLAGS.suppressEmbeds ? [] : body.embeds,
		mentions: notified.users.map(toUser),
		mention_roles: notified.roles,
		pinned: false,
		mention_everyone: notified.everyone,
		tts: body["tts"] === true,
		timestamp: toIso(sentAtMs),
		edited_timestamp: editedAtMs === undefined ? null : toIso(editedAtMs),
		flags: body.flags,
		components: body.components,
		webhook_id: webhook.id,
		...(body["poll"] !== undefined && body["poll"] !== null && { poll: body["poll"] }),
	};
}

function toIso(ms: number): string {
	return new Date(ms).toISOString().replace("Z", "000+00:00");
}

/** The sandbox knows nobody, so everybody's name is made of the id. */
function toUser(id: string): object {
	return {
		id,
		username: `user-${id.slice(-4)}`,
		avatar: null,
		discriminator: "0",
		public_flags: 0,
		flags: 0,
		global_name: null,
		primary_guild: null,
	};
}

function toAttachment({ id, filename, size, type, description, title }: StoredFile, channelId: string): object {
	const path = `attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
	return {
		id,
		filename,
		size,
		content_type: type,
		url: `https://cdn.discordapp.com/${path}`,
		proxy_url: `https://media.discordapp.net/${path}`,
		...(description !== undefined && { description }),
		...(title !== undefined && { title }),
	};
}
