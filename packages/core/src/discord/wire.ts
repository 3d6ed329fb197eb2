/** Discord's embed object, the part that webhooks may send (docs: resources/message#embed-object). */
export interface Embed {
	/** Up to 256 characters. */
	readonly title?: string;
	/** Up to 4096 characters of Markdown. */
	readonly description?: string;
	/** Makes the title a link. */
	readonly url?: string;
	/** 0xRRGGBB. */
	readonly color?: number;
	/** ISO 8601 with zone. */
	readonly timestamp?: string;
	/** Up to 25. */
	readonly fields?: readonly EmbedField[];
	/** Text up to 2048 characters. */
	readonly footer?: { readonly text: string; readonly icon_url?: string };
	/** A picture below. */
	readonly image?: { readonly url: string };
	/** A picture beside. */
	readonly thumbnail?: { readonly url: string };
	/** Name up to 256 characters. */
	readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
}

/** One row of an embed. */
export interface EmbedField {
	/** 1 to 256 characters. */
	readonly name: string;
	/** 1 to 1024 characters. */
	readonly value: string;
	/** Beside its neighbours. */
	readonly inline?: boolean;
}

/** Who may be pinged by a message (docs: resources/message#allowed-mentions-object). */
export interface AllowedMentions {
	/** The kinds of mention in `content` that ping. */
	readonly parse: readonly ("everyone" | "roles" | "users")[];
	/** Ids that ping, up to 100. */
	readonly users?: readonly string[];
	/** Ids that ping, up to 100. */
	readonly roles?: readonly string[];
}

/** The JSON body of Execute Webhook. `allowed_mentions` is not optional here: every message carries it (DAT-MEN-01). */
export interface Message {
	/** Up to 2000 characters of Markdown; the only text that pings. */
	readonly content?: string;
	/** Instead of the webhook's own, 1 to 80 characters. */
	readonly username?: string;
	/** Instead of the webhook's own. */
	readonly avatar_url?: string;
	/** Up to 10, and 6000 characters in all of them. */
	readonly embeds?: readonly Embed[];
	/** Whom it may ping. */
	readonly allowed_mentions: AllowedMentions;
	/** 1 << 12 is SUPPRESS_NOTIFICATIONS. */
	readonly flags?: number;
	/** Opens a post of this name in a forum channel. */
	readonly thread_name?: string;
	/** Ids of the post's tags. */
	readonly applied_tags?: readonly string[];
	/** The files of the request, by their place in it. */
	readonly attachments?: readonly { readonly id: number; readonly filename: string }[];
}
