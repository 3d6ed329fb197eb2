import type { Entry, Happening, Message } from "../../src/web/model/wire.ts";

const NOBODY = { everyone: false, users: [], roles: [] };

/** A request that stored a message, unless told otherwise. */
export function entryOf(index: number, change: Partial<Entry> = {}): Entry {
	return {
		index,
		atMs: 1_750_000_000_000 + index,
		receivedAtMs: index,
		answeredAtMs: undefined,
		connection: 1,
		address: "127.0.0.1",
		method: "POST",
		path: "/api/v10/webhooks/1/[token]",
		webhookId: "1",
		channel: "alerts",
		headers: {},
		body: { content: `message ${index}` },
		bodyBytes: 24,
		parts: [],
		status: 204,
		responseHeaders: {},
		responseBody: "",
		target: "message",
		effect: "stored",
		reason: undefined,
		code: undefined,
		problems: [],
		limitedBy: undefined,
		gauge: undefined,
		messageId: `m${index}`,
		notified: NOBODY,
		withheld: [],
		fault: undefined,
		...change,
	};
}

/** The message that the request of this index stored. */
export function messageOf(index: number, change: Partial<Message> = {}): Message {
	return {
		id: `m${index}`,
		webhookId: "1",
		channel: "alerts",
		threadId: undefined,
		username: "checkout",
		sentAtMs: 1_750_000_000_000 + index,
		editedAtMs: undefined,
		body: { content: `message ${index}`, embeds: [] },
		files: [],
		notified: NOBODY,
		withheld: [],
		...change,
	};
}

/** The two events of a stored message. */
export function posted(index: number, change: Partial<Message> = {}): Happening[] {
	const { channel = "alerts" } = change;
	return [
		{ type: "request", entry: entryOf(index, { channel }) },
		{ type: "message", message: messageOf(index, change), entry: index },
	];
}

/** The event of a request that was turned away. */
export function refused(index: number, change: Partial<Entry> = {}): Happening {
	const entry = entryOf(index, { status: 400, effect: "nothing", reason: "Invalid Form Body", messageId: undefined });
	return { type: "request", entry: { ...entry, ...change } };
}
