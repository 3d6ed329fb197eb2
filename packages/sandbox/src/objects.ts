import type { SandboxWebhook, StoredMessage } from "./state.ts";

/** A webhook as its own token shows it: without `user`. */
export function toWebhookObject({ id, token, channelId, name }: SandboxWebhook): object {
	return {
		application_id: null,
		avatar: null,
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
	const iso = (ms: number): string => new Date(ms).toISOString().replace("Z", "000+00:00");
	return {
		id,
		type: 0,
		content: body["content"],
		channel_id: threadId ?? webhook.channelId,
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
		attachments: files.map(({ filename, size, type }, index) => ({
			id: String(BigInt(id) + BigInt(index + 1)),
			filename,
			size,
			content_type: type,
			url: `attachment://${filename}`,
			proxy_url: `attachment://${filename}`,
		})),
		embeds: Number(body["flags"]) & (1 << 2) ? [] : body["embeds"],
		mentions: notified.users.map((user) => ({ id: user })),
		mention_roles: notified.roles,
		pinned: false,
		mention_everyone: notified.everyone,
		tts: body["tts"] === true,
		timestamp: iso(sentAtMs),
		edited_timestamp: editedAtMs === undefined ? null : iso(editedAtMs),
		flags: body["flags"],
		components: [],
		webhook_id: webhook.id,
	};
}
