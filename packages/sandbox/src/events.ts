import type { StandingFault } from "./fault.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { SandboxWebhook, StoredMessage } from "./state.ts";

/** A webhook as events and lists show it: without its token. */
export type PublicWebhook = Omit<SandboxWebhook, "token">;

/** What happened in a sandbox. */
export type SandboxHappening =
	/** A request was decided; its `answeredAtMs` comes later. */
	| { readonly type: "request"; readonly entry: LedgerEntry }
	| { readonly type: "message"; readonly message: StoredMessage; readonly entry: number }
	| { readonly type: "edit"; readonly message: StoredMessage; readonly entry: number }
	| {
			readonly type: "delete";
			readonly messageId: string;
			readonly webhookId: string;
			readonly channel: string;
			readonly entry: number;
	  }
	/** Created, renamed, deleted or restored. */
	| { readonly type: "webhook"; readonly webhook: PublicWebhook }
	| { readonly type: "reset" }
	/** Which faults stand now, and how many are scripted per webhook. */
	| {
			readonly type: "faults";
			readonly standing: readonly StandingFault[];
			readonly scripted: Readonly<Record<string, number>>;
	  };

/** A happening with its number, counted from 1 and never used again, also not after a reset. */
export type SandboxEvent = SandboxHappening & { readonly id: number; readonly atMs: number };

/** Hears events. */
export type EventListener = (event: SandboxEvent) => void;

/** The last events of a sandbox, and who listens. */
export interface EventLog {
	emit(happening: SandboxHappening, atMs: number): void;
	/** Hears every event from now on; call what it returns to stop. */
	subscribe(listener: EventListener): () => void;
	/** The events after a number, or `undefined` when some of them are forgotten. */
	since(id: number): readonly SandboxEvent[] | undefined;
	readonly lastId: number;
}

/** Events remembered for those who resume, at most. */
const REMEMBERED = 10_000;

/** No events yet; `keep` bounds how many are remembered, so that what was evicted elsewhere is not held here. */
export function createEventLog(keep: number = REMEMBERED): EventLog {
	const most = Math.min(keep, REMEMBERED);
	let events: SandboxEvent[] = [];
	let lastId = 0;
	const listeners = new Set<EventListener>();
	return {
		get lastId() {
			return lastId;
		},
		emit: (happening, atMs) => {
			const event: SandboxEvent = { ...happening, id: ++lastId, atMs };
			if (happening.type === "reset") events = [];
			events.push(event);
			if (events.length > most * 2) events = events.slice(-most);
			for (const listener of listeners) listener(event);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		since: (id) => {
			const first = events[0]?.id ?? lastId + 1;
			return id + 1 < first || id > lastId ? undefined : events.slice(id + 1 - first);
		},
	};
}

/** What a request did, as events: the request itself, then its effect. */
export function toHappenings(
	entry: LedgerEntry,
	{ webhook, message }: { readonly webhook: SandboxWebhook | undefined; readonly message: StoredMessage | undefined },
): readonly SandboxHappening[] {
	const request: SandboxHappening = { type: "request", entry };
	if (entry.effect === "nothing" || entry.effect === "read" || !webhook) return [request];
	if (entry.target === "webhook") return [request, { type: "webhook", webhook: toPublic(webhook) }];
	if (entry.effect === "deleted") {
		const { id: webhookId, channel } = webhook;
		return [request, { type: "delete", messageId: entry.messageId ?? "", webhookId, channel, entry: entry.index }];
	}
	if (!message) return [request];
	return [request, { type: entry.effect === "edited" ? "edit" : "message", message, entry: entry.index }];
}

/** A webhook without its token. */
export function toPublic({ token: _, ...rest }: SandboxWebhook): PublicWebhook {
	return { ...rest };
}
