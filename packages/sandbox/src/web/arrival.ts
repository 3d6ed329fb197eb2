/** What the admin API's event stream sends: a request, and the message it stored. */
export interface Arrival {
	readonly entry: {
		readonly index: number;
		readonly atMs: number;
		readonly method: string;
		readonly path: string;
		readonly channel?: string;
		readonly webhookId?: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body: unknown;
		readonly status: number;
		readonly responseHeaders: Readonly<Record<string, string>>;
		readonly responseBody: string;
		readonly messageId?: string;
		readonly fault?: string;
	};
	readonly message?: PageMessage;
}

/** A stored message as the page needs it. */
export interface PageMessage {
	readonly id: string;
	readonly channel: string;
	readonly username: string;
	readonly sentAtMs: number;
	readonly body: { readonly content?: string; readonly embeds?: readonly PageEmbed[] };
	readonly files: readonly { readonly filename: string; readonly size: number }[];
	readonly notified: {
		readonly everyone: boolean;
		readonly users: readonly string[];
		readonly roles: readonly string[];
	};
}

/** An embed as the page needs it. */
export interface PageEmbed {
	readonly title?: string;
	readonly description?: string;
	readonly url?: string;
	readonly color?: number;
	readonly timestamp?: string;
	readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
	readonly footer?: { readonly text: string };
	readonly author?: { readonly name: string; readonly url?: string };
	readonly image?: { readonly url: string };
}
