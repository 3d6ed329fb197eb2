import type { SandboxHappening } from "../../events.ts";
import type { StandingFault } from "../../fault.ts";
import type { LedgerEntry } from "../../ledger.ts";
import type { WebhookGauge } from "../../sandbox.ts";
import type { SandboxWebhook, StoredMessage } from "../../state.ts";

// What the server tells is typed by the server's own types; JSON leaves out what is undefined.

/** A request and what became of it. */
export type Entry = LedgerEntry;

/** A stored message, with a body that may be read: the server has checked it. */
export type Message = Omit<StoredMessage, "body"> & { readonly body: MessageBody };

/** A webhook; without its token where an event told of it. */
export type Webhook = Omit<SandboxWebhook, "token"> & { readonly token?: string };

/** What happened, one event. */
export type Happening =
	| Exclude<SandboxHappening, { readonly type: "message" | "edit" }>
	| { readonly type: "message" | "edit"; readonly message: Message; readonly entry: number };

/** All that the server knows, at one moment. */
export interface Snapshot {
	readonly webhooks: readonly Webhook[];
	readonly ledger: readonly Entry[];
	readonly messages: readonly Message[];
	readonly gauges: readonly WebhookGauge[];
	readonly faults: { readonly standing: readonly StandingFault[] };
}

/** What the program sent, cleaned as Discord does. */
export interface MessageBody {
	readonly content?: string;
	readonly embeds?: readonly Embed[];
	readonly components?: readonly unknown[];
	readonly poll?: Poll;
	readonly flags?: number;
}

/** A poll. */
export interface Poll {
	readonly question: { readonly text: string };
	readonly answers: readonly {
		readonly answer_id: number;
		readonly poll_media: { readonly text: string; readonly emoji?: { readonly name?: string } };
	}[];
	/** A date and time. */
	readonly expiry: string;
	readonly allow_multiselect: boolean;
}

/** An embed. */
export interface Embed {
	readonly title?: string;
	readonly description?: string;
	readonly url?: string;
	readonly color?: number;
	readonly timestamp?: string;
	readonly fields?: readonly EmbedField[];
	readonly footer?: { readonly text: string; readonly icon_url?: string };
	readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
	readonly image?: { readonly url: string };
	readonly thumbnail?: { readonly url: string };
}

/** One cell of an embed's grid. */
export interface EmbedField {
	readonly name: string;
	readonly value: string;
	readonly inline?: boolean;
}
