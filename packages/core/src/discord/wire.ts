/** Discord's embed object, the part that webhooks may send (docs: resources/message#embed-object). */
export interface Embed {
	readonly title?: string;
	readonly description?: string;
	readonly url?: string;
	readonly color?: number;
	/** ISO 8601 with zone. */
	readonly timestamp?: string;
	readonly fields?: readonly EmbedField[];
	readonly footer?: { readonly text: string; readonly icon_url?: string };
	readonly image?: { readonly url: string };
	readonly thumbnail?: { readonly url: string };
	readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
}

/** One row of an embed. */
export interface EmbedField {
	readonly name: string;
	readonly value: string;
	readonly inline?: boolean;
}

/** Who may be pinged by a message (docs: resources/message#allowed-mentions-object). */
export interface AllowedMentions {
	readonly parse: readonly ("everyone" | "roles" | "users")[];
	readonly users?: readonly string[];
	readonly roles?: readonly string[];
}

/** The JSON body of Execute Webhook. `allowed_mentions` is not optional here: every message carries it (DAT-MEN-01). */
export interface Message {
	readonly content?: string;
	readonly username?: string;
	readonly avatar_url?: string;
	readonly embeds?: readonly Embed[];
	readonly allowed_mentions: AllowedMentions;
	/** 1 << 12 is SUPPRESS_NOTIFICATIONS. */
	readonly flags?: number;
	readonly thread_name?: string;
	readonly applied_tags?: readonly string[];
	readonly attachments?: readonly { readonly id: number; readonly filename: string }[];
}
