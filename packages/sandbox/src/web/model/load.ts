import { channelsOf } from "./channels.ts";
import { toLevel } from "./gauge.ts";
import { count, KEPT_ROWS } from "./hear.ts";
import type { Row } from "./row.ts";
import { EMPTY, type PageState } from "./state.ts";
import type { Entry, Message, MessageBody, Snapshot } from "./wire.ts";

/** The page from all that the server knows, read now. What the reader has chosen stays. */
export function load(state: PageState, snapshot: Snapshot, nowMs: number): PageState {
	const { webhooks, ledger, messages, gauges, faults } = snapshot;
	const rows = toRows(ledger, messages);
	const totals = { ...EMPTY.totals };
	for (const row of rows) count({ totals }, row);
	return {
		...state,
		webhooks,
		channel: settle(state.channel, channelsOf(webhooks)),
		rows: rows.slice(-KEPT_ROWS),
		generation: state.generation + 1,
		totals,
		gauges: Object.fromEntries(
			gauges.map(({ webhookId, bucket, channel }) => [
				webhookId,
				{ bucket: toLevel(bucket, nowMs), channel: toLevel(channel, nowMs), waitUntilMs: 0 },
			]),
		),
		standing: faults.standing,
		link: "live",
	};
}

/** A channel that does not exist is not shown, if there is any that does. */
function settle(channel: string | undefined, all: readonly string[]): string | undefined {
	return channel === undefined || all.includes(channel) ? channel : (all[0] ?? channel);
}

function toRows(ledger: readonly Entry[], messages: readonly Message[]): Row[] {
	const byId = new Map(messages.map((message) => [message.id, message]));
	const deleted = new Set(ledger.filter(({ effect }) => effect === "deleted").map(({ messageId }) => messageId));
	return ledger.map((entry) => {
		const { effect, messageId } = entry;
		if (effect !== "stored" || messageId === undefined) return { entry };
		const message = byId.get(messageId) ?? recall(entry, messageId);
		return { entry, message, isDeleted: deleted.has(messageId) };
	});
}

/** A message that was deleted or left the server, as far as the request that stored it tells. */
function recall(entry: Entry, id: string): Message {
	const body = (entry.body ?? {}) as MessageBody & { readonly username?: string }; // it was accepted, so it is one
	return {
		id,
		webhookId: entry.webhookId ?? "",
		channel: entry.channel ?? "",
		threadId: undefined,
		username: body.username ?? "webhook",
		sentAtMs: entry.atMs,
		editedAtMs: undefined,
		body,
		files: [],
		notified: entry.notified ?? { everyone: false, users: [], roles: [] },
		withheld: entry.withheld,
	};
}
