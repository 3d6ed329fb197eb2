import type { Entry, Message } from "./wire.ts";

/** One line of the feed: a request, and the message as it is now if the request stored one. */
export interface Row {
	readonly entry: Entry;
	readonly message?: Message;
	readonly isDeleted?: boolean;
}

/** How a request ended: it stored a message, was limited or refused, was lost, or only read or changed something. */
export type RowKind = "message" | "limited" | "refused" | "lost" | "other";

/** What kind of line a row is; a stored message is one, whatever the client heard of it. */
export function kindOf({ entry, message }: Row): RowKind {
	const { status, effect, method } = entry;
	if (message || effect === "stored") return "message";
	if (status === 429) return "limited";
	if (status >= 400) return "refused";
	const isSwallowed = method === "POST" && effect === "nothing";
	return status === 0 || isSwallowed ? "lost" : "other";
}

/** Whether the message of a row pings somebody. */
export function isPinging({ message }: Row): boolean {
	return message !== undefined && namesOf(message).length > 0;
}

/** Everybody whom a message pings, as Discord writes them. */
export function namesOf({ notified: { everyone, users, roles }, body }: Message): string[] {
	const all = /@here/.test(body.content ?? "") && !/@everyone/.test(body.content ?? "") ? "@here" : "@everyone";
	return [...(everyone ? [all] : []), ...users.map((id) => `<@${id}>`), ...roles.map((id) => `<@&${id}>`)];
}

/** A row's channel; requests that reached no webhook have none. */
export function channelOf({ entry, message }: Row): string | undefined {
	return message?.channel ?? entry.channel;
}

const texts = new WeakMap<Row, string>();

/** The text that a search looks into: what was sent, who sent it, and what came back. */
export function textOf(row: Row): string {
	const known = texts.get(row);
	if (known !== undefined) return known;
	const { entry, message } = row;
	const text = [message?.username, entry.method, entry.path, entry.status, entry.fault, entry.responseBody]
		.concat(leavesOf(message?.body ?? entry.body), message?.files.map(({ filename }) => filename) ?? [])
		.join("\n")
		.toLowerCase();
	texts.set(row, text);
	return text;
}

function leavesOf(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
