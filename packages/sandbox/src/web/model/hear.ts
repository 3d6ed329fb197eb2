import { readGauge } from "./gauge.ts";
import { kindOf, type Row } from "./row.ts";
import { EMPTY, type PageState, type Told } from "./state.ts";
import type { Entry, Happening, Message, Webhook } from "./wire.ts";

/** Rows that are kept at least; the oldest leave the page, not the server. */
export const KEPT_ROWS = 50_000;

/** So many more come before the oldest leave at once: each leaving makes every filter look at all rows again. */
export const SPARE_ROWS = 5000;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A copy of what was told that a batch may write into: one copy per batch, not per request, keeps a storm cheap. */
interface Draft extends Mutable<Told> {
	rows: Row[];
	unread: Record<string, number>;
	gauges: Record<string, NonNullable<ReturnType<typeof readGauge>>>;
	totals: Mutable<Told["totals"]>;
	readonly channel: string | undefined;
	/** Rows that may have been drawn already. */
	drawn: number;
}

/** Takes a batch of events, heard now. */
export function hearAll(state: PageState, happenings: readonly Happening[], nowMs: number): PageState {
	const { rows, unread, gauges, totals } = state;
	const draft: Draft = {
		...state,
		rows: [...rows],
		unread: { ...unread },
		gauges: { ...gauges },
		totals: { ...totals },
		drawn: rows.length,
	};
	for (const happening of happenings) hear(draft, happening, nowMs);
	bound(draft);
	const { channel: _, drawn: __, ...told } = draft;
	return { ...state, ...told };
}

function bound(draft: Draft): void {
	if (draft.rows.length <= KEPT_ROWS + SPARE_ROWS) return;
	draft.rows.splice(0, draft.rows.length - KEPT_ROWS);
	draft.generation++;
}

function hear(draft: Draft, happening: Happening, nowMs: number): void {
	switch (happening.type) {
		case "request":
			addRequest(draft, happening.entry, nowMs);
			break;
		case "message":
			addMessage(draft, happening);
			break;
		case "edit":
			replace(draft, happening.message.id, (row) => ({ ...row, message: happening.message }));
			break;
		case "delete":
			replace(draft, happening.messageId, (row) => ({ ...row, isDeleted: true }));
			break;
		case "webhook":
			draft.webhooks = withWebhook(draft.webhooks, happening.webhook);
			break;
		case "faults":
			draft.standing = happening.standing;
			break;
		case "reset":
			forget(draft);
	}
}

/** Webhooks and faults stay. */
function forget(draft: Draft): void {
	Object.assign(draft, { rows: [], unread: {}, gauges: {}, totals: { ...EMPTY.totals }, drawn: 0 });
	draft.generation++;
}

function addRequest(draft: Draft, entry: Entry, nowMs: number): void {
	// Told once by the snapshot, once by the stream.
	if (entry.index <= (draft.rows.at(-1)?.entry.index ?? -1)) return;
	draft.rows.push({ entry });
	count(draft, { entry });
	const { webhookId } = entry;
	const gauge = webhookId === undefined ? undefined : readGauge(entry, draft.gauges[webhookId], nowMs);
	if (webhookId !== undefined && gauge) draft.gauges[webhookId] = gauge;
}

function addMessage(draft: Draft, { message, entry }: { readonly message: Message; readonly entry: number }): void {
	const at = draft.rows.findLastIndex(({ entry: { index } }) => index === entry);
	const row = draft.rows[at];
	if (!row) return;
	if (at < draft.drawn) draft.generation++;
	draft.rows[at] = { ...row, message };
	const { channel } = message;
	// A snapshot that was read between the two had the row already.
	if (!row.message && channel !== draft.channel) draft.unread[channel] = (draft.unread[channel] ?? 0) + 1;
}

function replace(draft: Draft, messageId: string, change: (row: Row) => Row): void {
	const at = draft.rows.findLastIndex(({ message }) => message?.id === messageId);
	const row = draft.rows[at];
	if (!row) return;
	draft.rows[at] = change(row);
	draft.generation++;
}

function withWebhook(webhooks: readonly Webhook[], webhook: Webhook): readonly Webhook[] {
	const at = webhooks.findIndex(({ id }) => id === webhook.id);
	return at === -1 ? [...webhooks, webhook] : webhooks.with(at, { ...webhooks[at], ...webhook });
}

/** Counts a row. */
export function count({ totals }: Pick<Draft, "totals">, row: Row): void {
	const kind = kindOf(row);
	totals.requests++;
	if (kind === "message") totals.stored++;
	else if (kind === "limited") totals.limited++;
	else if (kind !== "other") totals.refused++;
}
